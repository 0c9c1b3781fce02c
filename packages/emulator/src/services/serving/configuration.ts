/** The configuration of an endpoint, as a request gives it: what it serves, and the traffic share of each entity. */

import { notImplemented } from "../../apiError";
import type { TrafficConfig } from "../../contract/wireTypes";
import { fieldsOf, invalidParameter, keptFields, optionalText, requiredText } from "../../control/requests";
import type { RegisteredModelStore } from "../registeredModels/store";
import { echoModelSummary, echoTasks } from "./echoModel";
import type { EndpointConfig, ServedEntity } from "./endpoint";

/** Who configures an endpoint, and when, ms of workspace time; and the models that it may serve. */
interface ConfigurationContext {
  creator: string;
  now: number;
  models: Pick<RegisteredModelStore, "stored">;
}

const SIZES = new Set(["Small", "Medium", "Large"]);

/** The fields of an entity that are stored and returned, but have no effect here. */
const KEPT_FIELDS: readonly (keyof ServedEntity)[] = [
  "environment_vars",
  "instance_profile_arn",
  "min_provisioned_concurrency",
  "max_provisioned_concurrency",
  "burst_scaling_enabled",
];

/** What would change what an endpoint does, or is the older way to say what it serves. */
const UNSUPPORTED_FIELDS = ["auto_capture_config", "served_models"];

function entityOf(given: unknown, { creator, now, models }: ConfigurationContext): ServedEntity {
  const fields = fieldsOf(given);
  if (fields.external_model !== undefined) {
    throw notImplemented("reaches no external models.");
  }
  const entity_name = requiredText(given, "entity_name");
  const entity_version = String(fields.entity_version ?? "1");
  const name = optionalText(given, "name");
  if (name !== undefined && !/^[\w-]+$/.test(name))
    throw invalidParameter(`Invalid served entity name: ${name}`);
  const common = {
    name: name ?? `${entity_name.split(".").at(-1)}-${entity_version}`,
    entity_name,
    entity_version,
    scale_to_zero_enabled: fields.scale_to_zero_enabled === true,
    creator,
    creation_timestamp: now,
    state: { deployment: "DEPLOYMENT_CREATING", deployment_state_message: "Creating the resources." },
  };
  if (echoTasks[entity_name]) return { ...common, foundation_model: echoModelSummary };
  // It must be there.
  models.stored(entity_name, Number(entity_version));
  const workload_size = typeof fields.workload_size === "string" ? fields.workload_size : "Small";
  if (!SIZES.has(workload_size)) throw invalidParameter(`Invalid workload_size: ${workload_size}`);
  const workload_type = optionalText(given, "workload_type") ?? "CPU";
  return { ...common, workload_size, workload_type, ...keptFields(fields, KEPT_FIELDS) };
}

function trafficOf(given: unknown, entities: ServedEntity[]): TrafficConfig {
  const routes = fieldsOf(given).routes;
  if (routes === undefined && entities.length === 1) {
    return { routes: [{ served_model_name: entities[0]?.name, traffic_percentage: 100 }] };
  }
  if (!Array.isArray(routes)) throw invalidParameter("Missing required field: traffic_config.routes");
  const names = entities.map(({ name }) => name);
  const read = routes.map((route) => {
    const { served_model_name, served_entity_name = served_model_name, traffic_percentage } = fieldsOf(route);
    if (!names.includes(String(served_entity_name))) {
      throw invalidParameter(`There is no served entity ${String(served_entity_name)}`);
    }
    const share = Number(traffic_percentage);
    if (!Number.isInteger(share) || share < 0 || share > 100) {
      throw invalidParameter(`Invalid traffic_percentage: ${String(traffic_percentage)}`);
    }
    return { served_model_name: String(served_entity_name), traffic_percentage: share };
  });
  if (read.reduce((sum, { traffic_percentage }) => sum + traffic_percentage, 0) === 100)
    return { routes: read };
  throw invalidParameter("The traffic percentages must sum up to 100.");
}

/**
 * Reads a configuration.
 * @throws HttpError 400 where it is none, 404 where it serves what there is not, 501 for external models and
 * what no endpoint here has
 */
export function readConfig(given: unknown, version: number, context: ConfigurationContext): EndpointConfig {
  const { served_entities, traffic_config, ...others } = fieldsOf(given);
  const unsupported = UNSUPPORTED_FIELDS.find((name) => others[name] !== undefined);
  if (unsupported !== undefined) {
    throw notImplemented(`has no ${unsupported} of serving endpoints.`);
  }
  if (!Array.isArray(served_entities) || served_entities.length === 0) {
    throw invalidParameter("Missing required field: served_entities");
  }
  const entities = served_entities.map((entity) => entityOf(entity, context));
  if (new Set(entities.map(({ name }) => name)).size < entities.length) {
    throw invalidParameter("Served entities must have different names.");
  }
  return {
    served_entities: entities,
    traffic_config: trafficOf(traffic_config, entities),
    config_version: version,
  };
}

/** A configuration whose entities have all come up. */
export const deployed = ({ served_entities = [], ...others }: EndpointConfig): EndpointConfig => ({
  served_entities: served_entities.map((entity) => ({
    ...entity,
    state: { deployment: "DEPLOYMENT_READY", deployment_state_message: "" },
  })),
  ...others,
});

/** A configuration with its failures; undefined where every entity can come up: a model's version must be ready. */
export function withFailures(
  config: EndpointConfig,
  models: Pick<RegisteredModelStore, "stored">,
): EndpointConfig | undefined {
  const failures = (config.served_entities ?? []).map(
    ({ entity_name = "", entity_version, foundation_model }) => {
      if (foundation_model || echoTasks[entity_name]) return undefined;
      const { status = "READY" } = models.stored(entity_name, Number(entity_version)).version;
      return status === "READY"
        ? undefined
        : `The version ${entity_version} of ${entity_name} is not ready: ${status}.`;
    },
  );
  if (failures.every((one) => one === undefined)) return undefined;
  const served_entities = config.served_entities?.map((entity, index) => {
    const deployment_state_message = failures[index];
    return deployment_state_message === undefined
      ? { ...entity, state: { deployment: "DEPLOYMENT_ABORTED", deployment_state_message: "" } }
      : { ...entity, state: { deployment: "DEPLOYMENT_FAILED", deployment_state_message } };
  });
  return { ...config, served_entities };
}

/** The task of what a configuration serves; undefined for registered models. */
export const servedTaskOf = ({ served_entities = [] }: EndpointConfig): string | undefined =>
  echoTasks[served_entities[0]?.entity_name ?? ""];
