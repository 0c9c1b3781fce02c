/**
 * What local workspaces hold for the component: its own examples, so that every action gives what its documentation
 * shows. The tour, the command line, the benchmark and the tests start the emulator with it.
 */
import { pythonModels } from "../packages/emulator/src/seed/pythonModels";
import type { Seed } from "../packages/emulator/src/server";
import { clusterHistory } from "../src/services/clusters/clusterEvents";
import { cluster, clusters, nodeTypes } from "../src/services/clusters/clusters";
import { sparkVersions } from "../src/services/clusters/sparkVersions";
import { commandStatus, executionContext } from "../src/services/commands/commands";
import { job, jobFiles, jobRun, jobRunOutputs } from "../src/services/jobs/jobExamples";
import { experiment, otherRun, run } from "../src/services/mlflow/mlflow";
import {
  championAlias,
  listedModels,
  listedVersions,
  otherVersion,
} from "../src/services/registeredModels/registeredModels";
import { servingEndpoints } from "../src/services/serving/serving";
import { statementInputs, statementResult } from "../src/services/sql/statements";
import { catalogs, listedTables, volumes } from "../src/services/unityCatalog/unityCatalogExamples";
import { currentUser } from "../src/services/users/users";
import { warehouse, warehouses } from "../src/services/warehouses/warehouses";

const registeredModels = listedModels.map((model) => {
  const versions = [...listedVersions, otherVersion].filter(({ model_name }) => model_name === model.name);
  return {
    model,
    versions: versions.map((version, index) => ({ version, python: pythonModels[model.full_name]?.[index] })),
    aliases: versions.length > 1 ? [championAlias] : [],
  };
});

export const seed: Seed = {
  user: currentUser,
  warehouses,
  clusters,
  cluster_events: clusterHistory,
  node_types: nodeTypes,
  spark_versions: sparkVersions,
  contexts: [
    {
      ...executionContext,
      cluster_id: cluster.cluster_id,
      commands: [{ ...commandStatus, status: "Finished" }],
    },
  ],
  statements: [
    {
      statement_id: statementResult.statement_id,
      warehouse_id: warehouse.id,
      statement: statementInputs.sqlStatement,
      parameters: statementInputs.sqlParameters,
    },
  ],
  objects: [...jobFiles],
  jobs: [job],
  job_runs: [{ run: jobRun, outputs: jobRunOutputs, task_values: { count_airports: { airports: 16 } } }],
  experiments: [experiment],
  experiment_runs: [run, otherRun],
  registered_models: registeredModels,
  serving_endpoints: servingEndpoints,
  catalogs,
  tables: listedTables,
  volumes,
};
