/** The inputs of Check Connection: everything is optional. */
import type { CheckTargets } from "../../services/connectionCheck/checkAll";
import {
  samplesCatalogExample,
  samplesSchemaExample,
  tableExample,
} from "../../services/unityCatalog/unityCatalogExamples";
import { asOptional } from "../defineInput";
import { jobId } from "../jobs/jobInputs";
import { objectNameInput } from "../objectName";
import { clusterId, warehouseId } from "../shared";
import { fullTable, tableInput } from "../tables";

/** The inputs, in order. */
export const checkInputs = {
  warehouseId: {
    ...asOptional(warehouseId),
    comments: "The ID of a SQL warehouse to check. It is not started.",
  },
  catalog: asOptional(
    objectNameInput({
      label: "Catalog",
      comments: "The name of a catalog to check.",
      example: samplesCatalogExample.name,
      dataSource: "selectCatalog",
    }),
  ),
  schema: asOptional(
    objectNameInput({
      label: "Schema",
      comments: "The name of a schema of the catalog to check.",
      example: samplesSchemaExample.name,
      dataSource: "selectSchema",
    }),
  ),
  table: asOptional(
    tableInput({
      comments: "The name or full name of a table or view to check, such as main.sales.orders.",
      example: tableExample.name,
      dataSource: "selectTable",
    }),
  ),
  clusterId: {
    ...asOptional(clusterId),
    comments: "The unique identifier of a cluster to check. It is not started.",
  },
  jobId: asOptional(jobId),
};

/**
 * What to check. A schema needs a catalog, and a table a schema.
 * @throws Error that names the input that is missing, or inputs that contradict each other
 */
export const checkTargets = (given: CheckTargets): CheckTargets => {
  const { catalog, schema, table } = given;
  const qualifiedTable = table === undefined ? undefined : fullTable({ catalog, schema, table });
  const schemaCatalog = qualifiedTable?.catalog ?? catalog;
  if (schema !== undefined && schemaCatalog === undefined) {
    throw new Error("Catalog is empty, but Schema is not.");
  }
  return {
    ...given,
    schema: schema && `${schemaCatalog}.${schema}`,
    table: qualifiedTable && Object.values(qualifiedTable).join("."),
  };
};
