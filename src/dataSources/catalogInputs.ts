/**
 * Inputs of data sources that stand within a catalog. Their keys are those of the actions' inputs: where an action
 * uses such a data source, its own inputs of the same keys fill them.
 */
import { input } from "@prismatic-io/spectral";
import { table as exampleTable, samplesCatalog, samplesSchema } from "../api/unityCatalogExamples";
import { objectName } from "../inputs/objectName";

const nameOf = (label: string, example: string, comments: string) =>
  input({
    label,
    type: "string",
    required: true,
    placeholder: example,
    example,
    comments,
    clean: objectName(label),
  });

/** @param example a catalog that there is */
export const catalogInput = (example: string = samplesCatalog.name) =>
  nameOf("Catalog", example, "The name of the catalog.");

/** @param example a schema that there is */
export const schemaInput = (example: string = samplesSchema.name) =>
  nameOf("Schema", example, "The name of the schema, without that of its catalog.");

/** @param example a table that there is */
export const tableInput = (example: string = exampleTable.name) =>
  nameOf("Table", example, "The name of the table or view, without those of its catalog and schema.");
