/**
 * The contents of local workspaces for the component: its own examples, so that every action returns what its
 * documentation shows. The tour, the command line, the benchmark and the tests start the emulator with it.
 */
import { pythonModels } from "../packages/emulator/src/seed/pythonModels";
import type { Seed } from "../packages/emulator/src/server";
import {
  bareGroupExamples,
  otherUserExample,
  servicePrincipalExample,
} from "../src/services/access/accessExamples";
import {
  clusterExample,
  clusterExamples,
  clusterHistoryExample,
  nodeTypeExamples,
  sparkVersionExamples,
} from "../src/services/clusters/clustersExamples";
import { commandStatusExample, executionContextExample } from "../src/services/commands/commandsExamples";
import {
  incomingFileContentExample,
  incomingFileExample,
  landingFileContentExample,
  landingFileExample,
} from "../src/services/files/listingExamples";
import { genieSpaceExample } from "../src/services/genie/genieExamples";
import {
  jobExample,
  jobFileExamples,
  jobRunExample,
  jobRunOutputExamples,
} from "../src/services/jobs/jobsExamples";
import {
  experimentExample,
  mlflowRunExample,
  otherMlflowRunExample,
} from "../src/services/mlflow/mlflowExamples";
import { pipelineExample } from "../src/services/pipelines/pipelinesExamples";
import {
  championAliasExample,
  listedModelExamples,
  listedVersionExamples,
  otherVersionExample,
} from "../src/services/registeredModels/registeredModelsExamples";
import { chatAnswerExample, servingEndpointExamples } from "../src/services/serving/servingExamples";
import { statementInputExamples, statementResultExample } from "../src/services/sql/sqlExamples";
import {
  catalogExamples,
  listedTableExamples,
  volumeExamples,
} from "../src/services/unityCatalog/unityCatalogExamples";
import { currentUserExample } from "../src/services/users/usersExamples";
import { warehouseExample, warehouseExamples } from "../src/services/warehouses/warehousesExamples";

const registeredModels = listedModelExamples.map((model) => {
  const versions = [...listedVersionExamples, otherVersionExample].filter(
    ({ model_name }) => model_name === model.name,
  );
  return {
    model,
    versions: versions.map((version, index) => ({ version, python: pythonModels[model.full_name]?.[index] })),
    aliases: versions.length > 1 ? [championAliasExample] : [],
  };
});

export const seed: Seed = {
  user: currentUserExample,
  users: [otherUserExample],
  groups: bareGroupExamples,
  service_principals: [servicePrincipalExample],
  warehouses: warehouseExamples,
  clusters: clusterExamples,
  cluster_events: clusterHistoryExample,
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
      statement_id: statementResultExample.statement_id,
      warehouse_id: warehouseExample.id,
      statement: statementInputExamples.sqlStatement,
      parameters: statementInputExamples.sqlParameters,
    },
  ],
  objects: [...jobFileExamples],
  jobs: [jobExample],
  job_runs: [
    { run: jobRunExample, outputs: jobRunOutputExamples, task_values: { count_airports: { airports: 16 } } },
  ],
  experiments: [experimentExample],
  experiment_runs: [mlflowRunExample, otherMlflowRunExample],
  registered_models: registeredModels,
  serving_endpoints: servingEndpointExamples,
  serving_answers: [chatAnswerExample],
  pipelines: [pipelineExample],
  genie_spaces: [genieSpaceExample],
  catalogs: catalogExamples,
  tables: listedTableExamples,
  volumes: volumeExamples,
  files: [
    {
      path: landingFileExample.path,
      text: landingFileContentExample,
      last_modified: Date.parse(landingFileExample.modifiedAt),
    },
    {
      path: incomingFileExample.path,
      text: incomingFileContentExample,
      last_modified: Date.parse(incomingFileExample.modifiedAt),
    },
  ],
};
