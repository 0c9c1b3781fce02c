/** The contents of a workspace without a given seed. The emulator's tests use it. */
import { clusterEvents, clusters, nodeTypes, sparkVersions } from "./clusters";
import { executionContext } from "./commands";
import { files } from "./files";
import { genieSpace } from "./genie";
import { currentUser, groups, otherUser } from "./identity";
import { job, jobFiles, jobRun, jobRunOutputs } from "./jobs";
import { experiment, otherRun, run } from "./mlflow";
import { pipeline } from "./pipelines";
import { registeredModels } from "./registeredModels";
import type { Seed } from "./seed";
import { servingEndpoints } from "./serving";
import { statement } from "./statements";
import { catalogs, listedTables, volumes } from "./unityCatalog";
import { warehouses } from "./warehouses";

export const defaultSeed: Seed = {
  user: currentUser,
  users: [otherUser],
  groups,
  service_principals: [],
  warehouses,
  clusters,
  cluster_events: clusterEvents,
  node_types: nodeTypes,
  spark_versions: sparkVersions,
  contexts: [executionContext],
  statements: [statement],
  objects: [...jobFiles],
  jobs: [job],
  job_runs: [{ run: jobRun, outputs: jobRunOutputs, task_values: { count_airports: { airports: 16 } } }],
  experiments: [experiment],
  experiment_runs: [run, otherRun],
  registered_models: registeredModels,
  serving_endpoints: servingEndpoints,
  pipelines: [pipeline],
  genie_spaces: [genieSpace],
  serving_answers: [],
  catalogs,
  tables: listedTables,
  volumes,
  files,
  setup_statements: [],
};
