/**
 * Inputs of data sources within a catalog. Their keys are those of the actions' inputs: where an action uses such a
 * data source, its own inputs of the same keys fill them.
 */
import { asOptional, type Input } from "../inputs/defineInput";
import { objectNameInput } from "../inputs/objectName";
import { tableInput } from "../inputs/tables";
import {
  tableExample as exampleTable,
  samplesCatalogExample,
  samplesSchemaExample,
} from "../services/unityCatalog/unityCatalogExamples";

/** @param example an existing catalog */
export const catalogInput = (example: string = samplesCatalogExample.name): Input<string> =>
  objectNameInput({ label: "Catalog", comments: "The name of the catalog.", example });

/** @param example an existing schema */
export const schemaInput = (example: string = samplesSchemaExample.name): Input<string> =>
  objectNameInput({
    label: "Schema",
    comments: "The name of the schema, without the catalog name.",
    example,
  });

/**
 * The inputs of a table, in order. A full name makes the other two superfluous, which is why they may be empty here
 * although a wizard requests them. `fullTable` reads them.
 */
export const tableInputs = {
  catalog: { ...asOptional(catalogInput()), required: true },
  schema: { ...asOptional(schemaInput()), required: true },
  table: tableInput({
    comments: "The name or full name of the table or view, such as main.sales.orders.",
    example: exampleTable.name,
  }),
};
