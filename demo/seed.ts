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
  clusterPolicyExample,
  instancePoolExample,
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
import {
  genieAnswerExample,
  genieQuestionExample,
  genieSpaceExample,
} from "../src/services/genie/genieExamples";
import { listedGitFolderExample, repositoryExample } from "../src/services/gitFolders/gitFoldersExamples";
import {
  jobExample,
  jobFileExamples,
  jobRunExample,
  jobRunOutputExamples,
} from "../src/services/jobs/jobsExamples";
import { libraryStatusExamples } from "../src/services/libraries/librariesExamples";
import {
  experimentExample,
  mlflowRunExample,
  otherMlflowRunExample,
} from "../src/services/mlflow/mlflowExamples";
import {
  pipelineEventExamples,
  pipelineExample,
  pipelineFileExample,
  updateExample,
} from "../src/services/pipelines/pipelinesExamples";
import {
  championAliasExample,
  listedModelExamples,
  listedVersionExamples,
  otherVersionExample,
} from "../src/services/registeredModels/registeredModelsExamples";
import { secretExample, secretScopeExample } from "../src/services/secrets/secretsExamples";
import { chatAnswerExample, servingEndpointExamples } from "../src/services/serving/servingExamples";
import { statementInputExamples, statementResultExample } from "../src/services/sql/sqlExamples";
import {
  alertExample,
  dashboardExample,
  legacyAlertExample,
  savedQueryExamples,
  serializedDashboardExample,
} from "../src/services/sqlObjects/sqlObjectsExamples";
import { columnLineageRows, tableLineageRows } from "../src/services/unityCatalog/lineageExamples";
import {
  catalogExamples,
  listedTableExamples,
  volumeExamples,
} from "../src/services/unityCatalog/unityCatalogExamples";
import { currentUserExample } from "../src/services/users/usersExamples";
import {
  articleAnswerExample,
  articleExamples,
  articleIndexExample,
  embeddingExamples,
  productExamples,
  productIndexExample,
  vectorEndpointExample,
} from "../src/services/vectorSearch/vectorSearchExamples";
import { warehouseExample, warehouseExamples } from "../src/services/warehouses/warehousesExamples";
import { workspaceObjectExamples } from "../src/services/workspaceObjects/workspaceObjectsExamples";

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

const objects = [...jobFileExamples, pipelineFileExample].map((object) => {
  const listed = workspaceObjectExamples.find(({ path }) => path === object.path);
  return { ...object, object_id: listed?.object_id, modified_at: listed?.modified_at };
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
  cluster_policies: [clusterPolicyExample],
  instance_pools: [instancePoolExample],
  cluster_libraries: [{ cluster_id: clusterExample.cluster_id, library_statuses: libraryStatusExamples }],
  failing_libraries: [
    { library: "no-such-package", message: "Could not find a version that satisfies the requirement" },
  ],
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
    {
      statement_id: genieAnswerExample.statementId,
      warehouse_id: warehouseExample.id,
      statement: genieAnswerExample.sql,
    },
  ],
  objects,
  git_folders: [{ folder: listedGitFolderExample, ...repositoryExample }],
  secret_scopes: [{ name: secretScopeExample.name, secrets: [{ ...secretExample, value: "seeded" }] }],
  jobs: [jobExample],
  job_runs: [
    { run: jobRunExample, outputs: jobRunOutputExamples, task_values: { count_airports: { airports: 16 } } },
  ],
  experiments: [experimentExample],
  experiment_runs: [mlflowRunExample, otherMlflowRunExample],
  registered_models: registeredModels,
  serving_endpoints: servingEndpointExamples,
  serving_answers: [chatAnswerExample, articleAnswerExample],
  pipelines: [pipelineExample],
  pipeline_updates: [updateExample],
  pipeline_events: [...pipelineEventExamples].reverse(),
  queries: savedQueryExamples,
  alerts: [alertExample],
  legacy_alerts: [legacyAlertExample],
  dashboards: [{ ...dashboardExample, serialized_dashboard: serializedDashboardExample }],
  genie_spaces: [genieSpaceExample],
  genie_answers: [
    {
      space_id: genieSpaceExample.space_id,
      question: genieQuestionExample,
      text: genieAnswerExample.text,
      title: genieAnswerExample.title,
      description: genieAnswerExample.description,
      sql: genieAnswerExample.sql,
      suggested_questions: genieAnswerExample.suggestedQuestions,
    },
  ],
  genie_messages: [
    {
      space_id: genieSpaceExample.space_id,
      conversation_id: genieAnswerExample.conversationId,
      message_id: genieAnswerExample.messageId,
      question: genieQuestionExample,
      statement_id: genieAnswerExample.statementId,
      created_timestamp: Date.UTC(2025, 10, 18, 11, 59),
    },
  ],
  serving_embeddings: embeddingExamples,
  vector_endpoints: [vectorEndpointExample],
  vector_indexes: [
    { index: articleIndexExample, rows: articleExamples },
    { index: productIndexExample, rows: productExamples },
  ],
  catalogs: catalogExamples,
  tables: listedTableExamples,
  volumes: volumeExamples,
  system_rows: [
    ...tableLineageRows.map((row) => ({ table: "access.table_lineage", row })),
    ...columnLineageRows.map((row) => ({ table: "access.column_lineage", row })),
  ],
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
