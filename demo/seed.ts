/**
 * What local workspaces hold for the component: its own examples, so that every action gives what its documentation
 * shows. The tour, the command line, the benchmark and the tests start the emulator with it.
 */
import { pythonModels } from "../packages/emulator/src/seed/pythonModels";
import type { Seed } from "../packages/emulator/src/server";
import { clusterHistory } from "../src/services/clusters/clusterEvents";
import { clusterExample, clusterExamples, nodeTypeExamples } from "../src/services/clusters/clusters";
import { sparkVersionExamples } from "../src/services/clusters/sparkVersions";
import { commandStatusExample, executionContextExample } from "../src/services/commands/commands";
import { jobExample, jobFiles, jobRunExample, jobRunOutputs } from "../src/services/jobs/jobExamples";
import { experimentExample, mlflowRunExample, otherMlflowRunExample } from "../src/services/mlflow/mlflow";
import {
  championAlias,
  listedModels,
  listedVersions,
  otherVersion,
} from "../src/services/registeredModels/registeredModels";
import { servingEndpointExamples } from "../src/services/serving/serving";
import { statementInputs, statementResult } from "../src/services/sql/statements";
import {
  catalogExamples,
  listedTables,
  volumeExamples,
} from "../src/services/unityCatalog/unityCatalogExamples";
import { currentUser } from "../src/services/users/users";
import { warehouseExample, warehouseExamples } from "../src/services/warehouses/warehouses";

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
  warehouses: warehouseExamples,
  clusters: clusterExamples,
  cluster_events: clusterHistory,
  node_types: nodeTypeExamples,
  spark_versions: sparkVersionExamples,
  contexts: [
    {
      ...executionContextExample,
      cluster_id: clusterExample.cluster_id,
      commands: [{ ...commandStatusExample, status: "Finished" }],
    },
  ],
  statements: [
    {
      statement_id: statementResult.statement_id,
      warehouse_id: warehouseExample.id,
      statement: statementInputs.sqlStatement,
      parameters: statementInputs.sqlParameters,
    },
  ],
  objects: [...jobFiles],
  jobs: [jobExample],
  job_runs: [
    { run: jobRunExample, outputs: jobRunOutputs, task_values: { count_airports: { airports: 16 } } },
  ],
  experiments: [experimentExample],
  experiment_runs: [mlflowRunExample, otherMlflowRunExample],
  registered_models: registeredModels,
  serving_endpoints: servingEndpointExamples,
  catalogs: catalogExamples,
  tables: listedTables,
  volumes: volumeExamples,
};
