/** What Check Connection is asked about: everything is optional. */
import { samplesCatalog, samplesSchema, table } from "../../services/unityCatalog/unityCatalogExamples";
import { asOptional } from "../defineInput";
import { jobId } from "../jobs/jobInputs";
import { objectNameInput } from "../objectName";
import { clusterId, warehouseId } from "../shared";
import { tableInput } from "../tables";

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
      example: samplesCatalog.name,
      dataSource: "selectCatalog",
    }),
  ),
  schema: asOptional(
    objectNameInput({
      label: "Schema",
      comments: "The name of a schema of the catalog to check.",
      example: samplesSchema.name,
      dataSource: "selectSchema",
    }),
  ),
  table: asOptional(
    tableInput({
      comments:
        "The name of a table or view of the schema to check, or its whole name, such as main.sales.orders.",
      example: table.name,
      dataSource: "selectTable",
    }),
  ),
  clusterId: {
    ...asOptional(clusterId),
    comments: "The unique identifier of a cluster to check. It is not started.",
  },
  jobId: asOptional(jobId),
};
