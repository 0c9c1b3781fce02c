/** An example check of a connection. */
import { clusterExample } from "../clusters/clustersExamples";
import { jobExample } from "../jobs/jobsExamples";
import {
  samplesCatalogExample,
  samplesSchemaExample,
  tableExample,
} from "../unityCatalog/unityCatalogExamples";
import { currentUserExample } from "../users/usersExamples";
import { warehouseExample } from "../warehouses/warehousesExamples";
import type { ConnectionCheck } from "./connectionCheck";

/** Everything can be used: the example of Check Connection. */
export const connectionCheckExample = {
  identity: {
    kind: "user",
    userName: currentUserExample.userName,
    displayName: currentUserExample.displayName,
  },
  host: "dbc-1234567890123456.cloud.databricks.com",
  ok: true,
  checks: [
    {
      what: "warehouse",
      id: warehouseExample.id,
      ok: true,
      detail: `The SQL warehouse ${warehouseExample.name} can be seen. Its state is RUNNING.`,
    },
    {
      what: "catalog",
      id: samplesCatalogExample.name,
      ok: true,
      detail: "The catalog samples can be used.",
    },
    {
      what: "schema",
      id: samplesSchemaExample.full_name,
      ok: true,
      detail: `The schema ${samplesSchemaExample.full_name} can be used.`,
    },
    {
      what: "table",
      id: tableExample.full_name,
      ok: true,
      detail: `The table ${tableExample.full_name} can be read.`,
    },
    {
      what: "cluster",
      id: clusterExample.cluster_id,
      ok: true,
      detail: `The cluster ${clusterExample.cluster_name} can be seen. Its state is RUNNING.`,
    },
    {
      what: "job",
      id: String(jobExample.job_id),
      ok: true,
      detail: `The job ${jobExample.settings.name} can be seen. Running it requires CAN MANAGE RUN, which can only be checked by running it.`,
    },
  ],
} satisfies ConnectionCheck;
