/** What Check Connection is asked about: everything is optional. */
import { input } from "@prismatic-io/spectral";
import { clusterExample } from "../../services/clusters/clusters";
import {
  samplesCatalog,
  samplesSchema,
  tableExample,
} from "../../services/unityCatalog/unityCatalogExamples";
import { warehouseExample } from "../../services/warehouses/warehouses";
import { optionalId } from "../clean";
import { optionalObjectName } from "../objectName";
import { optionalTable } from "../tables";

const thing = (
  label: string,
  dataSource: string,
  example: string,
  comments: string,
  clean: (value: unknown) => string | undefined,
) =>
  input({
    label,
    type: "string",
    required: false,
    dataSource,
    placeholder: example,
    example,
    comments,
    clean,
  });

export const checkedWarehouse = thing(
  "Warehouse ID",
  "selectWarehouse",
  warehouseExample.id,
  "The ID of a SQL warehouse to check. It is not started.",
  optionalId("Warehouse ID", "warehouse"),
);

export const checkedCatalog = thing(
  "Catalog",
  "selectCatalog",
  samplesCatalog.name,
  "The name of a catalog to check.",
  optionalObjectName("Catalog"),
);

export const checkedSchema = thing(
  "Schema",
  "selectSchema",
  samplesSchema.name,
  "The name of a schema of the catalog to check.",
  optionalObjectName("Schema"),
);

export const checkedTable = thing(
  "Table",
  "selectTable",
  tableExample.name,
  "The name of a table or view of the schema to check, or its whole name, such as main.sales.orders.",
  optionalTable,
);

export const checkedCluster = thing(
  "Cluster ID",
  "selectCluster",
  clusterExample.cluster_id,
  "The unique identifier of a cluster to check. It is not started.",
  optionalId("Cluster ID", "cluster"),
);
