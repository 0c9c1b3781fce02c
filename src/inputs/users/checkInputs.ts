/** The inputs of Check Connection: everything is optional. */
import type { CheckTargets } from "../../services/connectionCheck/checkAll";
import { chatEndpointExample } from "../../services/serving/servingExamples";
import {
  samplesCatalogExample,
  samplesSchemaExample,
  tableExample,
  volumeExample,
} from "../../services/unityCatalog/unityCatalogExamples";
import { productIndexExample } from "../../services/vectorSearch/vectorSearchExamples";
import { booleanInput } from "../choice";
import { asOptional } from "../defineInput";
import { volumeInput, volumePathOf } from "../files/volumeName";
import { genieSpaceId } from "../genie/genieInputs";
import { jobId } from "../jobs/jobInputs";
import { experimentId } from "../mlflow/mlflowInputs";
import { objectNameInput } from "../objectName";
import { pipelineId } from "../pipelines/pipelineInputs";
import { modelFullName } from "../registeredModels/modelInputs";
import { endpointName } from "../serving/servingInputs";
import { clusterId, warehouseId } from "../shared";
import { fullTable, tableInput } from "../tables";
import { indexName, vectorSearchEndpoint } from "../vectorSearch/vectorInputs";

/** The inputs, in order. */
export const checkInputs = {
  warehouseId: {
    ...asOptional(warehouseId),
    comments: "The ID of a SQL warehouse to check. It is not started.",
  },
  catalog: asOptional(
    objectNameInput({
      label: "Catalog",
      comments: "The name of a catalog to check.",
      example: samplesCatalogExample.name,
      dataSource: "selectCatalog",
    }),
  ),
  schema: asOptional(
    objectNameInput({
      label: "Schema",
      comments: "The name of a schema of the catalog to check.",
      example: samplesSchemaExample.name,
      dataSource: "selectSchema",
    }),
  ),
  table: asOptional(
    tableInput({
      comments: "The name or full name of a table or view to check, such as main.sales.orders.",
      example: tableExample.name,
      dataSource: "selectTable",
    }),
  ),
  clusterId: {
    ...asOptional(clusterId),
    comments: "The unique identifier of a cluster to check. It is not started.",
  },
  jobId: asOptional(jobId),
  volume: asOptional(
    volumeInput({
      label: "Volume",
      comments:
        "The name, the full name or the path of a volume to check. A name alone needs Catalog and Schema.",
      example: volumeExample.full_name,
      dataSource: "selectVolume",
    }),
  ),
  endpointName: {
    ...asOptional(endpointName(chatEndpointExample.name)),
    comments: "The name of a serving endpoint to check. It is not queried.",
  },
  modelFullName: {
    ...asOptional(modelFullName),
    comments: "The full name of a registered model to check: catalog.schema.model.",
  },
  experimentId: { ...asOptional(experimentId), comments: "The ID of an experiment to check." },
  pipelineId: {
    ...asOptional(pipelineId),
    comments: "The ID of a pipeline to check. It is not run.",
  },
  genieSpaceId: {
    ...asOptional(genieSpaceId),
    comments: "The ID of a Genie space to check. It is not queried.",
  },
  forWriting: booleanInput({
    label: "For Writing",
    comments:
      "When true, OK also requires what writing needs, such as MODIFY on the table, WRITE VOLUME on the volume and CAN MANAGE RUN on the job. When false, reading is enough.",
  }),
  vectorSearchEndpoint: asOptional(vectorSearchEndpoint("The name of a vector search endpoint to check.")),
  indexName: {
    ...asOptional(indexName(productIndexExample.name)),
    comments: "The full name of a vector index to check: catalog.schema.index. It is not queried.",
  },
};

/** The full name of a volume, by its path. */
const volumeFullName = (path: string): string => path.split("/").slice(2, 5).join(".");

/**
 * What to check. A schema needs a catalog, and so does a table or a volume that is given by its name alone.
 * @throws Error that names the input that is missing, or inputs that contradict each other
 */
export const checkTargets = (given: CheckTargets): CheckTargets => {
  const { catalog, schema, table, volume } = given;
  const qualifiedTable = table === undefined ? undefined : fullTable({ catalog, schema, table });
  const schemaCatalog = qualifiedTable?.catalog ?? catalog;
  if (schema !== undefined && schemaCatalog === undefined) {
    throw new Error("Catalog is empty, but Schema is not.");
  }
  return {
    ...given,
    schema: schema && `${schemaCatalog}.${schema}`,
    table: qualifiedTable && Object.values(qualifiedTable).join("."),
    volume: volume && volumeFullName(volumePathOf({ catalog: schemaCatalog, schema, volume })),
  };
};
