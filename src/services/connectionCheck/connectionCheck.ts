/** The result of Check Connection: the identity, and whether each object can be used. */
import { clusterExample } from "../clusters/clusters";
import { jobExample } from "../jobs/jobExamples";
import { samplesCatalog, samplesSchema, tableExample } from "../unityCatalog/unityCatalogExamples";
import { currentUser } from "../users/users";
import { warehouseExample } from "../warehouses/warehouses";

/** What can be checked. */
export type SecurableKind = "warehouse" | "catalog" | "schema" | "table" | "cluster" | "job";

/** Whether one object can be used. */
export interface Check {
  what: SecurableKind;
  /** Its ID, or its full name. */
  id: string;
  ok: boolean;
  /** The grant that is missing, such as `CAN USE`. */
  missing?: string;
  /** What an administrator can do about it. */
  advice?: string;
  /** What was found, or Databricks' message. */
  detail: string;
}

/** The identity; unknown if the connection's token may not read it. */
export type Identity =
  | { kind: "user" | "service principal"; userName: string; displayName?: string }
  | { kind: "unknown"; detail: string };

/** The results of all checks. */
export interface ConnectionCheck {
  identity: Identity;
  /** The workspace's host. */
  host: string;
  /** Whether everything that was checked can be used. */
  ok: boolean;
  checks: Check[];
}

/** Everything can be used: the example of Check Connection. */
export const connectionCheckExample = {
  identity: { kind: "user", userName: currentUser.userName, displayName: currentUser.displayName },
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
      id: samplesCatalog.name,
      ok: true,
      detail: "The catalog samples can be used.",
    },
    {
      what: "schema",
      id: samplesSchema.full_name,
      ok: true,
      detail: `The schema ${samplesSchema.full_name} can be used.`,
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
