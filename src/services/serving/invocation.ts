/** Queries an endpoint: sent once, or again where the endpoint has said that it was not ready. */

import type { DatabricksClient } from "../../client";
import { isForbidden } from "../../errors/kinds";
import { formatDuration } from "../../http/deadline";
import { DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import { pollUntilDone } from "../../http/poll";
import { InvalidResponseError, parseObject } from "../../http/response";
import { anyObjectSchema } from "../../http/schema";
import type { Response } from "../../http/transport";
import { deploymentsOf, hasFailed, type ServingEndpoint, servingEndpointSchema } from "./serving";

/** How long to look at an endpoint, repeats included, in milliseconds. */
const lookMs = 10_000;

const served = String.raw`\b(?:endpoint|deployment|served (?:model|entity))\b`;

/** What an endpoint answers as long as it cannot. A model's own exception may say much the same: it names no endpoint. */
const notReady = new RegExp(
  [
    String.raw`${served}.{0,80}\bnot\b.{0,20}\bready\b`,
    String.raw`${served}.{0,80}\b(?:is|still)\b.{0,20}\b(?:starting|scaling up|deploying|provisioning|being (?:created|deployed))\b`,
    String.raw`\bscal(?:ed|ing)\b.{0,20}\b(?:to|from) zero\b`,
  ].join("|"),
  "i",
);

const ofModel = /evaluating the model/i;

/** Refusals that an endpoint which is not ready may give without saying so. */
const mayMeanNotReady: ReadonlySet<number> = new Set([404, 409, 503]);

/** Whether an endpoint says that it is not ready, so that nothing was carried out. */
const saysNotReady = ({ status = 0, message, operation }: DatabricksError): boolean => {
  const said = message.slice(operation.length);
  return (status < 500 || status === 503) && notReady.test(said) && !ofModel.test(said);
};

/** A query that has been answered, or was refused since the endpoint is not ready. */
type Attempt = { answer: Response } | { refusal: DatabricksError; endpoint?: Partial<ServingEndpoint> };

/** What is asked, and of whom. */
export interface Invocation {
  endpointName: string;
  body: string;
}

/** A model may think for as long as there is time. */
const send = (client: DatabricksClient, { endpointName, body }: Invocation): Promise<Response> =>
  client.send({
    method: "POST",
    url: path`/serving-endpoints/${endpointName}/invocations`,
    headers: { "Content-Type": "application/json" },
    body,
    timeoutMs: Number.POSITIVE_INFINITY,
  });

/** Looks at an endpoint; undefined where the connection's identity may query it but not look at it. */
const look = (client: DatabricksClient, name: string): Promise<Partial<ServingEndpoint> | undefined> =>
  client
    .withDeadline(client.deadline.within(lookMs))
    .get(path`/api/2.0/serving-endpoints/${name}`, { schema: servingEndpointSchema })
    .catch((error: unknown) => {
      if (isForbidden(error)) return undefined;
      throw error;
    });

const stateOf = (endpoint: Partial<ServingEndpoint>): string => {
  const { ready = "unknown", config_update = "unknown" } = endpoint.state ?? {};
  const deployments = deploymentsOf(endpoint);
  return `ready: ${ready}, update: ${config_update}${deployments ? `; ${deployments}` : ""}`;
};

const failure = (name: string, message: string, endpoint?: Partial<ServingEndpoint>): DatabricksError =>
  new DatabricksError({
    operation: `Query of the serving endpoint ${name}`,
    message: endpoint ? `${message} (${stateOf(endpoint)})` : message,
    hint: "See the endpoint's page under Serving in the workspace.",
    resourceIds: { endpointName: name, state: endpoint?.state?.ready ?? "unknown" },
  });

const ask = async (client: DatabricksClient, query: Invocation): Promise<Attempt> => {
  try {
    return { answer: await send(client, query) };
  } catch (error) {
    if (!(error instanceof DatabricksError) || error.status === undefined) throw error;
    const saysSo = saysNotReady(error);
    if (!saysSo && !mayMeanNotReady.has(error.status)) throw error;
    const endpoint = await look(client, query.endpointName).catch(() => {
      throw error;
    });
    if (!saysSo && endpoint?.state?.ready !== "NOT_READY") throw error;
    return { refusal: error, endpoint };
  }
};

/** Asks again once the endpoint is ready; until then, looks at it. */
const askWhenReady = async (
  client: DatabricksClient,
  query: Invocation,
  refusal: DatabricksError,
): Promise<Attempt> => {
  const endpoint = await look(client, query.endpointName);
  if (endpoint && hasFailed(endpoint)) {
    throw failure(query.endpointName, "it is not ready, and its last update did not succeed", endpoint);
  }
  return endpoint && endpoint.state?.ready !== "READY" ? { refusal, endpoint } : ask(client, query);
};

/** The answer of a query. */
export interface Answered {
  response: object;
  /** The name of the served model that answered, where Databricks tells it. */
  servedModelName?: string;
}

const read = (client: DatabricksClient, answer: Response): Answered => {
  try {
    const response = parseObject(
      String(answer.body),
      { schema: anyObjectSchema, mayBeEmpty: false },
      client.redact,
    );
    const name = answer.headers["served-model-name"];
    return { response, ...(typeof name === "string" && name !== "" && { servedModelName: name }) };
  } catch (error) {
    throw error instanceof InvalidResponseError ? answer.invalidResponse(error) : error;
  }
};

/**
 * Sends a query and gives its answer, as long as the client has time. An endpoint that says that it is not ready, or that is seen not to be ready
 * after a refusal, is waited for; nothing else makes the query be sent again, but 429.
 * @throws DatabricksError that tells the endpoint's state when it does not become ready in time
 */
export const invoke = async (client: DatabricksClient, query: Invocation): Promise<Answered> => {
  const { endpointName: name } = query;
  const { deadline } = client;
  let last = await ask(client, query);
  const ended = await pollUntilDone<Attempt>({
    deadline,
    initial: last,
    poll: async (until) => {
      // What costs does not begin when the time is up.
      if ("answer" in last || deadline.isOver) return last;
      last = await askWhenReady(client.withDeadline(until), query, last.refusal);
      return last;
    },
    progress: (state) => ("answer" in state ? "done" : "pending"),
    onDeadline: async () => {
      if ("answer" in last) return last;
      const { refusal, endpoint } = last;
      const after = formatDuration(deadline.totalMs);
      throw failure(name, `it was not ready after ${after}, and answered: ${refusal.message}`, endpoint);
    },
    onProgress: (_state, elapsedMs) =>
      client.logger.info(`The serving endpoint ${name} is not ready after ${formatDuration(elapsedMs)}`),
  });
  if ("refusal" in ended) throw ended.refusal;
  return read(client, ended.answer);
};
