import { databricksAction } from "../../databricksAction";
import { selectGrant, toBeListed, useSchemaGrants } from "../../errors/requiredGrant";
import { booleanInput } from "../../inputs/choice";
import {
  catalogNameInput,
  includeBrowseInput,
  schemaNameInput,
} from "../../inputs/unityCatalog/objectInputs";
import { listObjectsOf } from "../../services/unityCatalog/catalogLists";
import { namesOnly, type Table, tableSchema } from "../../services/unityCatalog/unityCatalog";
import { listedTableExamples } from "../../services/unityCatalog/unityCatalogExamples";

const includeColumns = booleanInput({
  label: "Include Columns",
  comments:
    "When true, each table is returned with its columns and properties, which makes a large list slower.",
});

/**
 * Gives every table and view of a schema that the connection's identity may see, from every page. Throws an error that
 * names the grant if the schema may not be used.
 * https://docs.databricks.com/api/workspace/tables/list
 */
export const listTables = databricksAction({
  label: "List Tables",
  description: "List the tables and views of a schema.",
  effect: "read",
  grants: [...useSchemaGrants, ...toBeListed([selectGrant])],
  inputs: {
    catalog: catalogNameInput("The catalog of the schema."),
    schema: schemaNameInput("The schema of the tables to return."),
    includeColumns,
    includeBrowse: includeBrowseInput("a table"),
  },
  perform: (client, { includeColumns, includeBrowse, ...where }): Promise<Partial<Table>[]> =>
    listObjectsOf(client, "tables", where, tableSchema, {
      ...(!includeColumns && namesOnly),
      include_browse: includeBrowse,
    }),
  example: listedTableExamples,
});
