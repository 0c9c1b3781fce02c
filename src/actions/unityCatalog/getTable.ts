import { databricksAction } from "../../databricksAction";
import { readTableGrants } from "../../errors/requiredGrant";
import { fullTable } from "../../inputs/tables";
import { includeBrowseInput } from "../../inputs/unityCatalog/objectInputs";
import { namedTableInputs } from "../../inputs/unityCatalog/tableInputs";
import { fetchTable } from "../../services/unityCatalog/catalogLists";
import { tableSchema } from "../../services/unityCatalog/unityCatalog";
import { tableExample } from "../../services/unityCatalog/unityCatalogExamples";

/**
 * Gives one table or view with its columns, properties and constraints. Throws an error that names the grants if it may
 * not be seen.
 * https://docs.databricks.com/api/workspace/tables/get
 */
export const getTable = databricksAction({
  label: "Get Table",
  description: "Get one table or view of Unity Catalog, with its columns, properties and constraints.",
  effect: "read",
  grants: readTableGrants,
  inputs: { ...namedTableInputs, includeBrowse: includeBrowseInput("a table") },
  perform: (client, { includeBrowse, ...name }) =>
    fetchTable(client, fullTable(name), tableSchema, { include_browse: includeBrowse }),
  example: tableExample,
});
