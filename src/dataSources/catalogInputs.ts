/**
 * Inputs of data sources that stand within a catalog. Their keys are those of the actions' inputs: where an action
 * uses such a data source, its own inputs of the same keys fill them.
 */
import { input } from "@prismatic-io/spectral";
import { objectName, optionalObjectName } from "../inputs/objectName";
import { requiredTable } from "../inputs/tables";
import {
  tableExample as exampleTable,
  samplesCatalog,
  samplesSchema,
} from "../services/unityCatalog/unityCatalogExamples";

const nameOf = <Name extends string | undefined>(
  label: string,
  example: string,
  comments: string,
  clean: (value: unknown) => Name,
) =>
  input({
    label,
    type: "string",
    required: true,
    placeholder: example,
    example,
    comments,
    clean,
  });

/** @param example a catalog that there is */
export const catalogInput = (example: string = samplesCatalog.name) =>
  nameOf("Catalog", example, "The name of the catalog.", objectName("Catalog"));

/** @param example a schema that there is */
export const schemaInput = (example: string = samplesSchema.name) =>
  nameOf("Schema", example, "The name of the schema, without that of its catalog.", objectName("Schema"));

/** The inputs of a table, in order. Its whole name makes the other two superfluous. `wholeTable` reads them. */
export const tableInputs = {
  catalog: nameOf("Catalog", samplesCatalog.name, "The name of the catalog.", optionalObjectName("Catalog")),
  schema: nameOf(
    "Schema",
    samplesSchema.name,
    "The name of the schema, without that of its catalog.",
    optionalObjectName("Schema"),
  ),
  table: nameOf(
    "Table",
    exampleTable.name,
    "The name of the table or view, alone or whole, such as main.sales.orders.",
    requiredTable,
  ),
};
