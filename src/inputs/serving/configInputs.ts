/** Inputs of the models that an endpoint serves: as rows, or as a whole configuration in Databricks' format. */
import { isJsonObject } from "../../http/json";
import { modelEndpointExample } from "../../services/serving/servingExamples";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, type InputValues, refine, withDefault } from "../defineInput";
import { exactlyOne } from "../exactlyOne";
import { integerInput, readWholeNumber } from "../integer";
import { type JsonObject, jsonObjectInput } from "../json";
import { modelFullName, version } from "../registeredModels/modelInputs";
import { structuredRows } from "../structuredInput";
import { plainNameInput } from "./plainName";
import { refusePlainSecrets } from "./secretReferences";

const rowsLabel = "Served Entities";
const jsonLabel = "Endpoint Configuration";

const maxPercent = 100;

const readPercent = readWholeNumber(0, maxPercent);

const [entityExample] = modelEndpointExample.config.served_entities;

const fields = {
  modelFullName,
  version,
  workloadSize: withDefault(
    choiceInput({
      label: "Workload Size",
      comments:
        "The number of requests that are processed at the same time: up to 4 with Small, 8 to 16 with Medium, 16 to 64 with Large.",
      choices: { Small: "Small", Medium: "Medium", Large: "Large" },
    }),
    "Small",
  ),
  scaleToZero: booleanInput(
    {
      label: "Scale To Zero",
      comments:
        "When true, which is the default because idle compute costs money, the model is stopped while there are no requests, and the next request waits until it has started.",
    },
    true,
  ),
  trafficPercent: asOptional(
    integerInput({
      label: "Traffic (percent)",
      comments:
        "The share of the requests for this model, in percent. The shares of all rows must add up to 100. With a single row, it may be empty: the model then gets all requests.",
      example: "100",
      max: maxPercent,
    }),
  ),
  servedName: asOptional(
    plainNameInput({
      label: "Served Name",
      comments:
        "The name under which the model is served. If empty, it is the name of the model with the version, such as flight_delays-2.",
      example: entityExample?.name ?? "",
    }),
  ),
  workloadType: asOptional(
    choiceInput({
      label: "Workload Type",
      comments:
        "The compute that runs the model: larger CPUs, or GPUs. Not every cloud and region has each of them. If empty, it is CPU.",
      choices: {
        CPU: "CPU",
        CPU_MEDIUM: "CPU Medium",
        CPU_LARGE: "CPU Large",
        GPU_SMALL: "GPU Small",
        GPU_MEDIUM: "GPU Medium",
        MULTIGPU_MEDIUM: "Multi-GPU Medium",
        GPU_LARGE: "GPU Large",
        GPU_XLARGE: "GPU X-Large",
        GPU_XLARGE_8: "GPU X-Large 8",
      },
      example: entityExample?.workload_type,
    }),
  ),
};

type Row = InputValues<typeof fields>;

/** The name of a model with its version, of the characters that a served entity's name may have. */
const nameOf = ({ modelFullName: fullName, version: number }: Row): string =>
  `${fullName.split(".").at(-1)}-${number}`.replace(/[^\w-]/g, "-");

const entityOf = (row: Row) => ({
  name: row.servedName ?? nameOf(row),
  entity_name: row.modelFullName,
  entity_version: String(row.version),
  workload_size: row.workloadSize,
  scale_to_zero_enabled: row.scaleToZero,
  ...(row.workloadType && { workload_type: row.workloadType }),
});

/** Throws an Error if shares do not add up to 100 percent. */
const requireWhole = (percents: readonly number[], label: string): void => {
  const sum = percents.reduce((total, percent) => total + percent, 0);
  if (sum !== maxPercent)
    throw new Error(`${label}: the shares of the traffic add up to ${sum} percent, not to 100.`);
};

const configOfRows = (rows: Row[]): JsonObject => {
  const served_entities = rows.map(entityOf);
  const names = served_entities.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice >= 0)
    throw new Error(
      `${rowsLabel}, row ${twice + 1}: an earlier row has the same ${fields.servedName.label}, ${names[twice]}.`,
    );
  const percents = rows.map(
    ({ trafficPercent }) => trafficPercent ?? (rows.length === 1 ? maxPercent : undefined),
  );
  const missing = percents.indexOf(undefined) + 1;
  if (missing > 0) throw new Error(`${rowsLabel}, row ${missing}: ${fields.trafficPercent.label} is empty.`);
  const shares = percents.map((percent = 0) => percent);
  requireWhole(shares, rowsLabel);
  const routes = names.map((served_model_name, index) => ({
    served_model_name,
    traffic_percentage: shares[index],
  }));
  return { served_entities, traffic_config: { routes } };
};

const servedEntities = structuredRows(
  {
    label: rowsLabel,
    comments: `The versions of registered models to serve, one in each row, as an alternative to ${jsonLabel}. One of the two is required.`,
    fields,
  },
  (row) => row,
);

/** A configuration with the shares of its routes as numbers. Throws an Error that names the route without one. */
const withShares = (config: JsonObject, label: string): JsonObject => {
  const traffic = isJsonObject(config.traffic_config) ? config.traffic_config : {};
  if (!Array.isArray(traffic.routes)) return config;
  const routes = traffic.routes.map((given, index) => {
    const route = isJsonObject(given) ? given : {};
    const place = `${label}, route ${index + 1}: traffic_percentage`;
    return { ...route, traffic_percentage: readPercent(route.traffic_percentage, place) };
  });
  requireWhole(
    routes.map(({ traffic_percentage }) => traffic_percentage),
    label,
  );
  return { ...config, traffic_config: { ...traffic, routes } };
};

const endpointConfiguration = asOptional(
  refine(
    jsonObjectInput({
      label: jsonLabel,
      comments: `The whole configuration in Databricks' format, with served_entities and traffic_config, as an alternative to ${rowsLabel}, for example for external models or provisioned throughput. Secrets must be references such as {{secrets/scope/key}}.`,
      example: JSON.stringify({
        served_entities: [
          { entity_name: entityExample?.entity_name, entity_version: "2", workload_size: "Small" },
        ],
      }),
    }),
    (config, label) => {
      refusePlainSecrets(config, label);
      const entities = config.served_entities ?? config.served_models;
      if (!Array.isArray(entities) || entities.length === 0 || !entities.every(isJsonObject))
        throw new Error(`${label} must have a list of objects in served_entities.`);
      return withShares(config, label);
    },
  ),
);

/** The inputs of the models that an endpoint serves, in order. */
export const configInputs = { servedEntities, endpointConfiguration };

/** The configuration that the inputs give. Throws an Error that names the input if it is not valid. */
export const configOf = (given: InputValues<typeof configInputs>): JsonObject => {
  const [rows, json = {}] = exactlyOne(
    [rowsLabel, given.servedEntities],
    [jsonLabel, given.endpointConfiguration],
  );
  return rows ? configOfRows(rows) : json;
};
