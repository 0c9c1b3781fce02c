/** The contents of a workspace without a given seed. The emulator's tests use it. */
import {
  clusterEvents,
  clusterLibraries,
  clusterPolicies,
  clusters,
  failingLibraries,
  instancePools,
  nodeTypes,
  sparkVersions,
} from "./clusters";
import { executionContext } from "./commands";
import { files } from "./files";
import { genieAnswers, genieSpace } from "./genie";
import { gitFolder } from "./gitFolders";
import { currentUser, groups, otherUser } from "./identity";
import { job, jobFiles, jobRun, jobRunOutputs } from "./jobs";
import { experiment, otherRun, run } from "./mlflow";
import { pipeline, pipelineFile } from "./pipelines";
import { registeredModels } from "./registeredModels";
import { seededScope } from "./secrets";
import type { Seed } from "./seed";
import { servingEndpoints } from "./serving";
import { alert, dashboard, legacyAlert, savedQuery } from "./sqlObjects";
import { statement } from "./statements";
import { catalogs, listedTables, volumes } from "./unityCatalog";
import { vectorEndpoint, vectorIndexes } from "./vectorSearch";
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
  cluster_policies: clusterPolicies,
  instance_pools: instancePools,
  cluster_libraries: clusterLibraries,
  failing_libraries: failingLibraries,
  contexts: [executionContext],
  statements: [statement],
  objects: [...jobFiles, pipelineFile],
  git_folders: [gitFolder],
  secret_scopes: [seededScope],
  jobs: [job],
  job_runs: [{ run: jobRun, outputs: jobRunOutputs, task_values: { count_airports: { airports: 16 } } }],
  experiments: [experiment],
  experiment_runs: [run, otherRun],
  registered_models: registeredModels,
  serving_endpoints: servingEndpoints,
  pipelines: [pipeline],
  pipeline_updates: [],
  pipeline_events: [],
  queries: [savedQuery],
  alerts: [alert],
  legacy_alerts: [legacyAlert],
  dashboards: [dashboard],
  genie_spaces: [genieSpace],
  genie_answers: genieAnswers,
  genie_messages: [],
  serving_answers: [],
  serving_embeddings: [],
  vector_endpoints: [vectorEndpoint],
  vector_indexes: vectorIndexes,
  catalogs,
  tables: listedTables,
  volumes,
  files,
  system_rows: [],
  setup_statements: [],
};
