import { type Connection, dataSource, input } from "@prismatic-io/spectral";
import { table as exampleTable } from "../api/unityCatalogExamples";
import { connection } from "../inputs/shared";
import { texts } from "../inputs/texts";
import { fetchTable } from "../operations/unityCatalog";
import { catalogInput, schemaInput, tableInput } from "./catalogInputs";
import { columnForm } from "./columnForm";
import { interactiveClient } from "./interactiveClient";

const exampleFields = ["flightDate", "delayMinutes", "miles", "origin", "destination"];

const fields = input({
  label: "Fields",
  type: "string",
  collection: "valuelist",
  required: false,
  placeholder: "delayMinutes",
  example: JSON.stringify(exampleFields),
  comments:
    "The names of the fields that can fill the columns. Left empty, the names are written by hand in the form.",
  clean: (value: unknown): string[] => [
    ...new Set(
      texts("Fields")(value)
        .map((field) => field.trim())
        .filter((field) => field !== ""),
    ),
  ],
});

/**
 * A form with a row for each column of a table, in which a field is chosen for the column. Its result has the field of
 * each column by the column's name. https://docs.databricks.com/api/workspace/tables/get
 */
export const mapTableColumns = dataSource({
  display: {
    label: "Map Table Columns",
    description: "Map fields onto the columns of a table, in a form made of the table's own columns.",
  },
  dataSourceType: "jsonForm",
  inputs: {
    connection,
    catalog: catalogInput(),
    schema: schemaInput(),
    table: tableInput(),
    fields,
  },
  perform: async (context, params) => {
    const { connection: chosen, fields: given, ...name } = params;
    const found = await fetchTable(interactiveClient(chosen as Connection, context), name);
    return { result: columnForm(found.columns ?? [], given) };
  },
  examplePayload: { result: columnForm(exampleTable.columns, exampleFields) },
});
