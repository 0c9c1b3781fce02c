/** An example check of a connection. */
import { clusterExample } from "../clusters/clustersExamples";
import { genieSpaceExample } from "../genie/genieExamples";
import { jobExample } from "../jobs/jobsExamples";
import { experimentExample } from "../mlflow/mlflowExamples";
import { pipelineExample } from "../pipelines/pipelinesExamples";
import { registeredModelExample } from "../registeredModels/registeredModelsExamples";
import { chatEndpointExample } from "../serving/servingExamples";
import {
  samplesCatalogExample,
  samplesSchemaExample,
  tableExample,
  volumeExample,
} from "../unityCatalog/unityCatalogExamples";
import { currentUserExample } from "../users/usersExamples";
import { productIndexExample, vectorEndpointExample } from "../vectorSearch/vectorSearchExamples";
import { warehouseExample } from "../warehouses/warehousesExamples";
import type { Check, ConnectionCheck, SecurableKind } from "./connectionCheck";

const usable = (what: SecurableKind, id: string, canWrite: boolean, detail: string): Check => ({
  what,
  id,
  ok: true,
  canRead: true,
  canWrite,
  detail,
});

/** Everything can be used, and most of it written to: the example of Check Connection. */
export const connectionCheckExample = {
  identity: {
    kind: "user",
    userName: currentUserExample.userName,
    displayName: currentUserExample.displayName,
  },
  host: "dbc-1234567890123456.cloud.databricks.com",
  ok: true,
  checks: [
    usable(
      "warehouse",
      warehouseExample.id,
      true,
      `The SQL warehouse ${warehouseExample.name} can be seen. Its state is RUNNING. It can also be stopped and changed.`,
    ),
    usable(
      "catalog",
      samplesCatalogExample.name,
      false,
      "The catalog samples can be used. It cannot be given new schemas: that requires CREATE SCHEMA.",
    ),
    usable(
      "schema",
      samplesSchemaExample.full_name,
      false,
      `The schema ${samplesSchemaExample.full_name} can be used. It cannot be given new tables: that requires CREATE TABLE.`,
    ),
    usable(
      "table",
      tableExample.full_name,
      false,
      `The table ${tableExample.full_name} can be read. It cannot be changed: that requires MODIFY.`,
    ),
    usable(
      "cluster",
      clusterExample.cluster_id,
      true,
      `The cluster ${clusterExample.cluster_name} can be seen. Its state is RUNNING. It can also be started.`,
    ),
    usable(
      "job",
      String(jobExample.job_id),
      true,
      `The job ${jobExample.settings.name} can be seen. It can also be run.`,
    ),
    usable(
      "volume",
      volumeExample.full_name,
      true,
      `The volume ${volumeExample.full_name} can be read. It can also be written to.`,
    ),
    usable(
      "servingEndpoint",
      chatEndpointExample.name,
      true,
      `The serving endpoint ${chatEndpointExample.name} can be seen. It can also be queried.`,
    ),
    usable(
      "registeredModel",
      registeredModelExample.full_name,
      true,
      `The model ${registeredModelExample.full_name} can be used. It can also be changed.`,
    ),
    usable(
      "experiment",
      experimentExample.experiment_id,
      true,
      `The experiment ${experimentExample.name} can be read. It can also be written to.`,
    ),
    usable(
      "pipeline",
      pipelineExample.pipeline_id,
      true,
      `The pipeline ${pipelineExample.name} can be seen. Its state is IDLE. It can also be run.`,
    ),
    usable(
      "genieSpace",
      genieSpaceExample.space_id,
      true,
      `The Genie space ${genieSpaceExample.title} can be seen. It can also be asked.`,
    ),
    usable(
      "vectorSearchEndpoint",
      vectorEndpointExample.name,
      true,
      `The vector search endpoint ${vectorEndpointExample.name} can be used. Its state is ONLINE. It can also be changed.`,
    ),
    usable(
      "vectorIndex",
      productIndexExample.name,
      true,
      `The vector index ${productIndexExample.name} can be queried. It can also be changed.`,
    ),
  ],
} satisfies ConnectionCheck;
