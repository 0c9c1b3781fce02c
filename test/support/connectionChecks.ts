/** Check Connection in a test workspace. */
import { clusterExample } from "../../src/services/clusters/clustersExamples";
import type { Check, ConnectionCheck } from "../../src/services/connectionCheck/connectionCheck";
import { genieSpaceExample } from "../../src/services/genie/genieExamples";
import { jobExample } from "../../src/services/jobs/jobsExamples";
import { experimentExample } from "../../src/services/mlflow/mlflowExamples";
import { pipelineExample } from "../../src/services/pipelines/pipelinesExamples";
import { registeredModelExample } from "../../src/services/registeredModels/registeredModelsExamples";
import { chatEndpointExample } from "../../src/services/serving/servingExamples";
import { volumeExample } from "../../src/services/unityCatalog/unityCatalogExamples";
import {
  productIndexExample,
  vectorEndpointExample,
} from "../../src/services/vectorSearch/vectorSearchExamples";
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { runIn } from "./component";
import type { TestWorkspace } from "./workspace";

/** One of everything that can be checked. */
export const everySecurable = {
  warehouseId: warehouseExample.id,
  catalog: "samples",
  schema: "aviation",
  table: "flights",
  clusterId: clusterExample.cluster_id,
  jobId: String(jobExample.job_id),
  volume: volumeExample.full_name,
  endpointName: chatEndpointExample.name,
  modelFullName: registeredModelExample.full_name,
  experimentId: experimentExample.experiment_id,
  pipelineId: pipelineExample.pipeline_id,
  genieSpaceId: genieSpaceExample.space_id,
  vectorSearchEndpoint: vectorEndpointExample.name,
  indexName: productIndexExample.name,
};

/** What a check gives. */
export const checkIn = async (
  workspace: TestWorkspace,
  parameters: object,
  options: Parameters<typeof runIn>[3] = {},
): Promise<ConnectionCheck> =>
  (await runIn(workspace, "checkConnection", { ...parameters }, options)) as ConnectionCheck;

/** The last thing that was checked. */
export const lastCheckIn = async (workspace: TestWorkspace, parameters: object): Promise<Check | undefined> =>
  (await checkIn(workspace, parameters)).checks.at(-1);
