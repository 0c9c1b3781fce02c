import { type Connection, dataSource } from "@prismatic-io/spectral";
import { readTableGrants } from "../errors/requiredGrant";
import { withFacts } from "../facts";
import { refine } from "../inputs/defineInput";
import { connection } from "../inputs/shared";
import { namesInput } from "../inputs/stringList";
import { fullTable } from "../inputs/tables";
import { fetchTable } from "../services/unityCatalog/catalogLists";
import { tableWithColumnsSchema } from "../services/unityCatalog/unityCatalog";
import { tableExample as exampleTable } from "../services/unityCatalog/unityCatalogExamples";
import { tableInputs } from "./catalogInputs";
import { columnForm } from "./columnForm";
import { interactiveClient } from "./interactiveClient";

const exampleFields = ["flightDate", "delayMinutes", "miles", "origin", "destination"];

const fields = refine(
  namesInput({
    label: "Fields",
    comments:
      "The names of the fields that can be mapped to the columns. If empty, field names are entered manually in the form.",
    placeholder: "delayMinutes",
    example: JSON.stringify(exampleFields),
  }),
  (names) => [...new Set(names)],
);

/**
 * A form with a row for each column of a table, in which a field is chosen for the column. Its result has the field of
 * each column by the column's name. https://docs.databricks.com/api/workspace/tables/get
 */
export const mapTableColumns = dataSource({
  display: {
    label: "Map Table Columns",
    description: "Map fields to the columns of a table, in a form generated from the table's columns.",
  },
  dataSourceType: "jsonForm",
  inputs: {
    connection,
    ...tableInputs,
    fields,
  },
  perform: async (context, params) => {
    const { connection: chosen, fields: given, ...name } = params;
    const client = interactiveClient(chosen as Connection, context, readTableGrants);
    const found = await fetchTable(client, fullTable(name), tableWithColumnsSchema);
    return { result: columnForm(found.columns ?? [], given, client.redact) };
  },
  // Nothing in the example is secret, and the redactor takes milliseconds at its first use.
  examplePayload: { result: columnForm(exampleTable.columns, exampleFields, (text) => text) },
});

withFacts(mapTableColumns, { grants: readTableGrants });
