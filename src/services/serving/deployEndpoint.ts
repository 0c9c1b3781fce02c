/** Creates endpoints, updates the models that they serve, and waits until they are ready. */
import type { DatabricksClient } from "../../client";
import { isConflict, mayBeCarriedOut } from "../../errors/kinds";
import { appendHint, DatabricksError, rethrowWithHint } from "../../http/errors";
import { path } from "../../http/path";
import { type OperationStatus, pollUntilDone } from "../../http/poll";
import { labels } from "../../labels";
import { readBack } from "../readBack";
import { describeDeployments, fetchEndpoint, type ServingEndpoint, servingEndpointSchema } from "./serving";

type Endpoint = Partial<ServingEndpoint>;

/** The response to a change is the endpoint. */
const answered = { schema: servingEndpointSchema, needsBody: true };

const statusOf = ({ state = {} }: Endpoint): OperationStatus => {
  if (/^UPDATE_(?:FAILED|CANCELED)$/.test(state.config_update ?? "")) return "failed";
  return state.config_update === "NOT_UPDATING" && state.ready === "READY" ? "succeeded" : "running";
};

const describe = ({ state: { config_update = "UNKNOWN", ready = "UNKNOWN" } = {} }: Endpoint): string =>
  `${ready}, update ${config_update}`;

const resumeHint = `The deployment continues: ${labels.getServingEndpoint} returns the state.`;

/**
 * Waits until an endpoint is ready and its update is complete, at most until the client's deadline.
 * @param initial the last known endpoint
 * @throws DatabricksError with the states and messages of its deployments if they fail, or at the deadline
 */
export const waitForEndpoint = (
  client: DatabricksClient,
  name: string,
  initial: Endpoint,
): Promise<Endpoint> => {
  const error = (message: string, last = initial, hint?: string): DatabricksError =>
    new DatabricksError({
      operation: `Deployment of the serving endpoint ${name}`,
      message,
      hint,
      resourceIds: { endpointName: name, state: describe(last) },
    });
  return pollUntilDone<DatabricksClient, Endpoint>(
    client,
    {
      name: `Serving endpoint ${name}`,
      poll: (until) => fetchEndpoint(until, name, servingEndpointSchema),
      status: statusOf,
      describe,
      reason: describeDeployments,
      error,
      failure: (last) =>
        error(
          [describe(last), describeDeployments(last)].filter(Boolean).join(": "),
          last,
          `${labels.getServingEndpointLogs} returns the logs of a served entity.`,
        ),
      resumeHint,
      pollErrorHint: resumeHint,
    },
    initial,
  );
};

/** Creates an endpoint, and gives it after the call. @throws DatabricksError, also if the name is already used */
export const requestCreation = (client: DatabricksClient, endpoint: object): Promise<Endpoint> =>
  client
    .post(path`/api/2.0/serving-endpoints`, endpoint, answered)
    .catch(
      rethrowWithHint(`To change an existing endpoint, use ${labels.updateServingEndpoint}.`, isConflict),
    );

/** What an endpoint should serve. */
interface Configuration {
  served_entities?: object[];
  /** The older name of the same. */
  served_models?: object[];
}

/** A served entity, as far as it identifies what is served, also by its older names. */
interface Served {
  name?: unknown;
  entity_name?: unknown;
  entity_version?: unknown;
  model_name?: unknown;
  model_version?: unknown;
  external_model?: { name?: unknown };
}

/** What identifies a served entity; undefined is not given. */
const identityOf = ({
  name,
  entity_name,
  entity_version,
  model_name,
  model_version,
  external_model,
}: Served) => [name, entity_name ?? model_name, entity_version ?? model_version, external_model?.name];

const identitiesIn = ({ served_entities, served_models = [] }: Configuration = {}): unknown[][] =>
  (served_entities ?? served_models).map(identityOf);

/** Whether the update in progress is to this configuration. An entity that nothing identifies can be any. */
const isChangingTo = (config: Configuration, { pending_config }: Endpoint): boolean => {
  const wanted = identitiesIn(config);
  const pending = identitiesIn(pending_config);
  const isPending = (entity: unknown[]): boolean =>
    entity.some((one) => one !== undefined) &&
    pending.some((other) =>
      entity.every((one, at) => one === undefined || String(one) === String(other[at])),
    );
  return wanted.length === pending.length && wanted.every(isPending);
};

/**
 * Updates the models that an endpoint serves, and gives the endpoint after the call.
 * @throws DatabricksError, also if another update is in progress
 */
export const requestUpdate = async (
  client: DatabricksClient,
  name: string,
  config: Configuration,
): Promise<Endpoint> => {
  try {
    return await client.put(path`/api/2.0/serving-endpoints/${name}/config`, config, answered);
  } catch (error) {
    if (!isConflict(error)) throw error;
    // The response to an earlier attempt may be lost, and the update in progress its own.
    const current = mayBeCarriedOut(error)
      ? await readBack(fetchEndpoint(client, name, servingEndpointSchema), { refusal: error })
      : undefined;
    if (current && isChangingTo(config, current)) return current;
    throw appendHint(
      error,
      `Another update of the endpoint is in progress, so this one was not started: try again when ${labels.getServingEndpoint} returns NOT_UPDATING as config_update.`,
    );
  }
};
