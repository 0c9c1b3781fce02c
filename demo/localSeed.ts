/**
 * The seed of the command line and `npm run workspace`: the seed of every local workspace, and the objects that the
 * examples of some actions need: a catalog, a schema, tables, a directory that may be deleted, a run that may be repaired.
 */
import type { Seed } from "../packages/emulator/src/server";
import { archiveDirectoryExample } from "../src/services/files/listingExamples";
import { jobRunExample } from "../src/services/jobs/jobsExamples";
import { recordExamples } from "../src/services/records/recordsExamples";
import { newCatalogExample, newSchemaExample } from "../src/services/unityCatalog/newObjectExamples";
import { articleExamples } from "../src/services/vectorSearch/vectorSearchExamples";
import { seed as sharedSeed } from "./seed";

const failed = {
  state: {
    life_cycle_state: "TERMINATED",
    result_state: "FAILED",
    state_message: "Workload failed, see run output for details",
    user_cancelled_or_timedout: false,
  },
  status: {
    state: "TERMINATED",
    termination_details: { code: "RUN_EXECUTION_ERROR", type: "CLIENT_ERROR", message: "Workload failed" },
  },
} as const;

/** A run of the example job whose second task failed. */
export const failedRun = {
  ...jobRunExample,
  run_id: 902118774530019,
  job_run_id: 902118774530019,
  number_in_job: 902118774530019,
  original_attempt_run_id: 902118774530019,
  ...failed,
  tasks: jobRunExample.tasks.map((task, index) => ({
    ...task,
    run_id: 330871204419565 + index,
    ...(task.task_key === "check_airports" && failed),
  })),
};

const recordValues = recordExamples
  .map(({ id, name, city, updated_at }) => `(${id}, '${name}', '${city}', TIMESTAMP '${updated_at}')`)
  .join(", ");

/** The source table of the vector index. */
export const articleTable = [
  "CREATE TABLE workspace.default.help_articles (id INT, title STRING, text STRING) TBLPROPERTIES (delta.enableChangeDataFeed = true)",
  `INSERT INTO workspace.default.help_articles VALUES ${articleExamples.map(({ id, title, text }) => `(${id}, '${title}', '${text}')`).join(", ")}`,
];

export const seed: Seed = {
  ...sharedSeed,
  job_runs: [
    ...(sharedSeed.job_runs ?? []),
    {
      run: failedRun,
      outputs: [],
      task_values: { count_airports: { airports: 16 } },
    },
  ],
  files: [
    ...(sharedSeed.files ?? []),
    { path: `${archiveDirectoryExample.path}/orders-2024.csv`, text: "id,customer,total\n1,Ada,12.00\n" },
  ],
  setup_statements: [
    `CREATE CATALOG ${newCatalogExample.name}`,
    `CREATE SCHEMA ${newSchemaExample.full_name}`,
    "CREATE TABLE workspace.default.customers (id BIGINT NOT NULL PRIMARY KEY, name STRING, city STRING, updated_at TIMESTAMP)",
    `INSERT INTO workspace.default.customers VALUES ${recordValues}`,
    "CREATE TABLE workspace.default.orders (id INT, customer STRING, total DECIMAL(10,2)) TBLPROPERTIES (delta.enableChangeDataFeed = true)",
    "INSERT INTO workspace.default.orders VALUES (6, 'Emmy', 18.50)",
    ...articleTable,
  ].map((statement) => ({ statement })),
};
