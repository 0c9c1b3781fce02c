/** Queries an endpoint: once, or again if the endpoint was not ready. */

import type { DatabricksClient } from "../../client";
import { parseDatabricksJson } from "../../databricksJson";
import { isForbidden } from "../../errors/kinds";
import { DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import { pollUntilDone } from "../../http/poll";
import type { Response } from "../../http/request";
import { InvalidResponseError, parseObject } from "../../http/response";
import {
  describeDeployments,
  fetchEndpoint,
  hasFailed,
  type ServingEndpoint,
  servingEndpointSchema,
} from "./serving";

/** How long reading an endpoint may take, retries included, in milliseconds. */
const fetchMs = 10_000;

const served = String.raw`\b(?:endpoint|deployment|served (?:model|entity))\b`;

/** What an endpoint responds while it is not ready. A model's own exception may be similar, but names no endpoint. */
const notReady = new RegExp(
  [
    String.raw`${served}.{0,80}\bnot\b.{0,20}\bready\b`,
    String.raw`${served}.{0,80}\b(?:is|still)\b.{0,20}\b(?:starting|scaling up|deploying|provisioning|being (?:created|deployed))\b`,
    String.raw`\bscal(?:ed|ing)\b.{0,20}\b(?:to|from) zero\b`,
  ].join("|"),
  "i",
);

const ofModel = /evaluating the model/i;

/** Refusals of an endpoint that may not be ready, without saying so. */
const mayMeanNotReady: ReadonlySet<number> = new Set([404, 409, 503]);

/** Whether an endpoint says that it is not ready, so that nothing was carried out. */
const saysNotReady = ({ status = 0, message, operation }: DatabricksError): boolean => {
  const detail = message.slice(operation.length);
  return (status < 500 || status === 503) && notReady.test(detail) && !ofModel.test(detail);
};

/** A refused query, and what is known about its endpoint. */
interface Refused {
  refusal: DatabricksError;
  endpoint?: Partial<ServingEndpoint>;
}

/** A query with its response, or a query refused because the endpoint is not ready. */
type Attempt = { response: Response } | Refused;

/** A query and its endpoint. */
export interface Invocation {
  endpointName: string;
  /** The one served model to query, whatever the endpoint's traffic settings. */
  servedModel?: string;
  body: string;
}

/** A model may use all the remaining time. */
const send = (client: DatabricksClient, { endpointName, servedModel, body }: Invocation): Promise<Response> =>
  client.send({
    method: "POST",
    url:
      servedModel === undefined
        ? path`/serving-endpoints/${endpointName}/invocations`
        : path`/serving-endpoints/${endpointName}/served-models/${servedModel}/invocations`,
    headers: { "Content-Type": "application/json" },
    body,
    timeoutMs: Number.POSITIVE_INFINITY,
  });

/** Reads an endpoint; undefined if the connection's identity may query it but not read it. */
const fetchIfReadable = (
  client: DatabricksClient,
  name: string,
): Promise<Partial<ServingEndpoint> | undefined> =>
  fetchEndpoint(client.withDeadline(client.deadline.within(fetchMs)), name, servingEndpointSchema).catch(
    (error: unknown) => {
      if (isForbidden(error)) return undefined;
      throw error;
    },
  );

const stateOf = (endpoint: Partial<ServingEndpoint>): string => {
  const { ready = "unknown", config_update = "unknown" } = endpoint.state ?? {};
  const deployments = describeDeployments(endpoint);
  return `ready: ${ready}, update: ${config_update}${deployments ? `; ${deployments}` : ""}`;
};

const failure = (name: string, message: string, endpoint?: Partial<ServingEndpoint>): DatabricksError =>
  new DatabricksError({
    operation: `Query of the serving endpoint ${name}`,
    message: endpoint ? `${message} (${stateOf(endpoint)})` : message,
    hint: "See the endpoint's page under Serving in the workspace.",
    resourceIds: { endpointName: name, state: endpoint?.state?.ready ?? "unknown" },
  });

const sendQuery = async (client: DatabricksClient, query: Invocation): Promise<Attempt> => {
  try {
    return { response: await send(client, query) };
  } catch (error) {
    if (!(error instanceof DatabricksError) || error.status === undefined) throw error;
    const saysSo = saysNotReady(error);
    if (!saysSo && !mayMeanNotReady.has(error.status)) throw error;
    const endpoint = await fetchIfReadable(client, query.endpointName).catch(() => {
      throw error;
    });
    if (!saysSo && endpoint?.state?.ready !== "NOT_READY") throw error;
    return { refusal: error, endpoint };
  }
};

/** Sends the query again once the endpoint is ready; until then, reads the endpoint. */
const sendWhenReady = async (
  client: DatabricksClient,
  query: Invocation,
  refusal: DatabricksError,
): Promise<Attempt> => {
  const endpoint = await fetchIfReadable(client, query.endpointName);
  if (endpoint && hasFailed(endpoint)) {
    throw failure(query.endpointName, "it is not ready, and its last update did not succeed", endpoint);
  }
  return endpoint && endpoint.state?.ready !== "READY" ? { refusal, endpoint } : sendQuery(client, query);
};

/** The response of a query. */
interface InvocationResult {
  /** An object, or whatever else a custom model or an agent gives. */
  response: unknown;
  /** The name of the served model that responded, if Databricks reports it. */
  servedModelName?: string;
}

const readInvocationResult = (client: DatabricksClient, answer: Response): InvocationResult => {
  try {
    const response = parseObject(
      String(answer.body),
      { schema: (value) => value, parse: parseDatabricksJson, mayBeEmpty: false, takesAny: true },
      client.redact,
    );
    const name = answer.headers["served-model-name"];
    return { response, ...(typeof name === "string" && name !== "" && { servedModelName: name }) };
  } catch (error) {
    throw error instanceof InvalidResponseError ? answer.invalidResponse(error) : error;
  }
};

/**
 * Sends a query and gives its response, as long as the client has time. Waits for an endpoint that reports, or is found
 * after a refusal, not to be ready; apart from 429, the query is not retried for any other reason.
 * @throws DatabricksError with the endpoint's state when it does not become ready in time
 */
export const invoke = async (client: DatabricksClient, query: Invocation): Promise<InvocationResult> => {
  const { endpointName } = query;
  const { deadline } = client;
  const initial = await sendQuery(client, query);
  const final = await pollUntilDone<DatabricksClient, Attempt>(
    client,
    {
      name: `The serving endpoint ${endpointName}`,
      // No new query, which costs, starts when the time is up.
      poll: async (until, last = initial) =>
        "response" in last || deadline.isOver ? last : sendWhenReady(until, query, last.refusal),
      status: (attempt) => ("response" in attempt ? "succeeded" : "running"),
      describe: () => "not ready",
      error: (message, last = initial) =>
        failure(endpointName, message, "refusal" in last ? last.endpoint : undefined),
      timeoutMessage: (last = initial, after) =>
        `it was not ready after ${after}, and responded: ${"refusal" in last ? last.refusal.message : ""}`,
    },
    initial,
  );
  if ("refusal" in final) throw final.refusal;
  return readInvocationResult(client, final.response);
};
