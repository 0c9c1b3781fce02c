/** The shared client factory: a connection and a context become an authorised client for one workspace. */

import type { Readable } from "node:stream";
import { type ActionLogger, type Connection, ConnectionError } from "@prismatic-io/spectral";
import manifest from "../package.json";
import { resolveAuth, secretsOf, shownConnection } from "./connections";
import { parseDatabricksJson } from "./databricksJson";
import { isBadCredential } from "./errors/credentials";
import { classifyError } from "./errors/errorClass";
import { withHint } from "./errors/hints";
import type { RequiredGrants } from "./errors/requiredGrant";
import { pageUrl, type WorkspaceAuth } from "./http/auth";
import { type DataFilter, showAll } from "./http/dataFilter";
import { Deadline, maxStepMs } from "./http/deadline";
import { DatabricksError, type Failure } from "./http/errors";
import { parseTextOnly, stringifyExact } from "./http/json";
import { sanitizedLogger } from "./http/log";
import { collectPages, type Page, type Pages } from "./http/paginate";
import type { ApiPath } from "./http/path";
import { type Redact, redactor } from "./http/redact";
import { InvalidResponseError, parseObject } from "./http/response";
import { sanitizer } from "./http/sanitize";
import { anyObjectSchema, type ResponseSchema } from "./http/schema";
import { createTransport, type Response, type SendOptions, type StreamOptions } from "./http/transport";

/** Values of a query string; a list repeats its name, and undefined values are omitted. */
export type QueryParameters = Record<string, string | number | boolean | readonly string[] | undefined>;

/** Options of a request besides its path and body. */
interface RequestOptions extends Pick<SendOptions, "policy"> {
  query?: QueryParameters;
  /** Whether the caller declares a POST idempotent. */
  idempotent?: boolean;
  /** How long an attempt may take until its response is complete, in milliseconds. */
  timeoutMs?: number;
  /** Ends the request, and its retries, when it is no longer needed. */
  signal?: AbortSignal;
  /** Whether a response must have a body, as that of a GET always must. */
  needsBody?: boolean;
  /** The response's cells are all text or null: no digits can be lost, so the native parser reads it. */
  textOnly?: boolean;
}

/** The same with what the response must be. */
interface SchemaOptions<T> extends RequestOptions {
  schema: ResponseSchema<T>;
}

/** Sends a request and gives its response, as its schema says; without one, an object with unknown fields. */
interface RequestMethod<Body extends unknown[]> {
  <T>(path: ApiPath, ...rest: [...Body, options: SchemaOptions<T>]): Promise<T>;
  (path: ApiPath, ...rest: [...Body, options?: RequestOptions]): Promise<object>;
}

/**
 * An authorised client for one workspace. Every method throws `DatabricksError` or `ConnectionError`. A response is what
 * its schema says, or an error that names the field.
 */
export interface DatabricksClient {
  /** Scheme, host and port of the workspace. */
  readonly baseUrl: string;
  /** Which of the host's workspaces it is, where the connection says so. */
  readonly workspaceId?: string;
  /**
   * The address of a page of the workspace, for a person, made from an absolute one: it names the workspace if needed.
   */
  pageUrl(address: string): string;
  readonly logger: ActionLogger;
  /** Removes the connection's secrets from text. */
  readonly redact: Redact;
  get: RequestMethod<[]>;
  post: RequestMethod<[body: object]>;
  put: RequestMethod<[body: object | undefined]>;
  patch: RequestMethod<[body: object]>;
  delete: RequestMethod<[]>;
  /** Gives the headers of a response, by their names in lower case. Its failure has no text: the status explains it. */
  head(
    path: ApiPath,
    options?: Pick<RequestOptions, "query" | "timeoutMs" | "signal">,
  ): Promise<ResponseHeaders>;
  /**
   * Reads every page of a list and returns the items of all.
   * @param limit the maximum number of items, if not all
   */
  list<Item>(path: ApiPath, pages: Pages<Item>, query?: QueryParameters, limit?: number): Promise<Item[]>;
  /** The same for a list that is read with a POST, whose body takes the page token. */
  search<Item>(path: ApiPath, pages: Pages<Item>, body: object, limit?: number): Promise<Item[]>;
  /** Sends a request unchanged; the token is sent only to the workspace and to Databricks' own domains. */
  send(options: Omit<SendOptions, "deadline" | "dataFilter">): Promise<Response>;
  /** The same, and hands the response's body over as it arrives: the caller reads it to its end or destroys it. */
  stream(options: Omit<StreamOptions, "deadline" | "dataFilter">): Promise<Response<Readable>>;
  /** Until when every request of this client, with its retries, ends. */
  readonly deadline: Deadline;
  /** The same client with another deadline. */
  withDeadline(deadline: Deadline): DatabricksClient;
  /** The same client with less time: what an action's Timeout (seconds) allows, or what its own deadline leaves. */
  withTimeout(timeoutSeconds: number): DatabricksClient;
  /** What of a request, its responses and their messages may be shown. */
  readonly dataFilter: DataFilter;
  /** The same client, which keeps the data of rows out of its log and its errors. */
  withDataFilter(filter: DataFilter): DatabricksClient;
  /** The same client, which also hides further secrets in all that it says. */
  withSecrets(secrets: readonly string[]): DatabricksClient;
  /** The same client with its own short deadline, to cancel and clean up when the time is up. */
  forCleanup(): DatabricksClient;
}

/** Header values by names in lower case. */
type ResponseHeaders = Record<string, unknown>;

/** What a client is created from. */
interface ClientContext {
  logger: ActionLogger;
  /** Whether each request and response is logged. */
  debug: boolean;
  /** Secrets besides the connection's own. */
  secrets?: readonly string[];
  /** Until when every request must have ended, if that is earlier than the step's deadline. */
  deadline?: Deadline;
  /** How long an attempt may take by default, in milliseconds. */
  timeoutMs?: number;
  /** The grants that what is done with it needs, where they are known: refusals name them. */
  grants?: RequiredGrants;
  /** What of requests and responses may be shown, if not all. */
  dataFilter?: DataFilter;
}

const readAuth = (connection: Connection, redact: Redact): WorkspaceAuth => {
  try {
    return resolveAuth(connection);
  } catch (error) {
    throw new ConnectionError(shownConnection(connection, redact), redact((error as Error).message));
  }
};

const withQuery = (path: string, query: QueryParameters = {}): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) search.append(name, String(item));
    }
  }
  return search.size > 0 ? `${path}?${search}` : path;
};

const cannotConnect = /^(?:ENOTFOUND|EPROTO)$|CERT|_TLS_/;

/** Whether the connection must be changed. */
const isConnectionFailure = (failure: Failure): boolean =>
  isBadCredential(failure) || (failure.status === undefined && cannotConnect.test(failure.errorCode ?? ""));

/** The time to cancel and clean up when the time of a step is up, and for one attempt of it; in milliseconds. */
const cleanupMs = 20_000;
const cleanupTimeoutMs = 10_000;

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type Send = DatabricksClient["send"];

/** Sends a request with a JSON body and reads its response. */
const jsonRequest =
  (send: Send, redact: Redact) =>
  async <T>(
    method: Method,
    path: ApiPath,
    body: string | undefined,
    options: SchemaOptions<T>,
  ): Promise<T> => {
    const { query, schema, needsBody = method === "GET", textOnly, ...sending } = options;
    const response = await send({
      ...sending,
      method,
      url: withQuery(path, query),
      body,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
    });
    try {
      const parse = textOnly ? parseTextOnly : parseDatabricksJson;
      return parseObject(String(response.body), { schema, parse, mayBeEmpty: !needsBody }, redact);
    } catch (error) {
      throw error instanceof InvalidResponseError ? response.invalidResponse(error) : error;
    }
  };

type Verbs = Pick<DatabricksClient, "get" | "post" | "put" | "patch" | "delete" | "list" | "search">;

const verbs = (request: ReturnType<typeof jsonRequest>): Verbs => {
  const withoutBody = (method: "GET" | "DELETE"): RequestMethod<[]> => {
    function call<T>(path: ApiPath, options: SchemaOptions<T>): Promise<T>;
    function call(path: ApiPath, options?: RequestOptions): Promise<object>;
    function call(path: ApiPath, options: RequestOptions = {}): Promise<unknown> {
      return request(method, path, undefined, { schema: anyObjectSchema, ...options });
    }
    return call;
  };

  const withBody = (method: "POST" | "PUT" | "PATCH"): RequestMethod<[body: object | undefined]> => {
    type Body = object | undefined;
    function call<T>(path: ApiPath, body: Body, options: SchemaOptions<T>): Promise<T>;
    function call(path: ApiPath, body: Body, options?: RequestOptions): Promise<object>;
    function call(path: ApiPath, body: Body, options: RequestOptions = {}): Promise<unknown> {
      const text = body && stringifyExact(body);
      return request(method, path, text, { schema: anyObjectSchema, ...options });
    }
    return call;
  };

  const get = withoutBody("GET");
  const post = withBody("POST");

  return {
    get,
    post,
    put: withBody("PUT"),
    patch: withBody("PATCH"),
    delete: withoutBody("DELETE"),
    list: <Item>(
      path: ApiPath,
      pages: Pages<Item>,
      query: QueryParameters = {},
      limit?: number,
    ): Promise<Item[]> => {
      const fetchPage = (pageToken: string | undefined): Promise<Page> =>
        get(path, { schema: pages.schema, query: { ...query, page_token: pageToken } });
      return collectPages(`GET ${path}`, fetchPage, pages.itemsOf, limit);
    },
    search: <Item>(path: ApiPath, pages: Pages<Item>, body: object, limit?: number): Promise<Item[]> => {
      const options = { schema: pages.schema, idempotent: true, needsBody: true };
      const fetchPage = (pageToken: string | undefined): Promise<Page> =>
        post(path, { ...body, page_token: pageToken }, options);
      return collectPages(`POST ${path}`, fetchPage, pages.itemsOf, limit);
    },
  };
};

/**
 * Creates the client for a connection.
 * @throws ConnectionError that says what to change, when the connection cannot be used
 */
export const createClient = (connection: Connection, context: ClientContext): DatabricksClient => {
  const {
    logger: platformLogger,
    debug,
    secrets = [],
    deadline = Deadline.after(maxStepMs),
    grants,
  } = context;
  const redact = redactor([...secretsOf(connection), ...secrets]);
  const logger = sanitizedLogger(platformLogger, sanitizer(redact));
  const auth = readAuth(connection, redact);
  const transport = createTransport({
    auth,
    redact,
    userAgent: `databricks-component/${manifest.version}`,
    log: debug ? (line) => logger.info(line) : undefined,
    onRetry: (text) => logger.warn(text),
    classify: classifyError,
    errorFor: (failure, toWorkspace) => {
      if (!toWorkspace) return new DatabricksError(failure);
      const error = new DatabricksError(
        withHint(failure, { namesWorkspace: auth.workspaceId !== undefined, grants }),
      );
      return isConnectionFailure(failure)
        ? new ConnectionError(shownConnection(connection, redact), error.message)
        : error;
    },
  });
  const clientWith = (deadline: Deadline, timeoutMs?: number, dataFilter = showAll): DatabricksClient => {
    const common = { deadline, dataFilter };
    const send: Send = (options) => transport.send({ timeoutMs, ...options, ...common });
    return {
      baseUrl: auth.baseUrl,
      workspaceId: auth.workspaceId,
      pageUrl: (address) => pageUrl(address, auth),
      logger,
      redact,
      deadline,
      ...verbs(jsonRequest(send, redact)),
      head: async (path, { query, ...options } = {}) =>
        (await send({ ...options, method: "HEAD", url: withQuery(path, query) })).headers,
      send,
      stream: (options) => transport.stream({ timeoutMs, ...options, ...common }),
      withSecrets: (more) =>
        createClient(connection, { ...context, secrets: [...secrets, ...more], ...common, timeoutMs }),
      withDeadline: (other) => clientWith(other, timeoutMs, dataFilter),
      withTimeout: (seconds) => clientWith(deadline.within(seconds * 1000), timeoutMs, dataFilter),
      dataFilter,
      withDataFilter: (filter) => clientWith(deadline, timeoutMs, filter),
      forCleanup: () => clientWith(Deadline.after(cleanupMs), cleanupTimeoutMs, dataFilter),
    };
  };
  return clientWith(deadline, context.timeoutMs, context.dataFilter);
};

/** The inputs that every action and trigger has. */
export interface CommonParameters {
  connection: Connection;
  debugRequest: boolean;
}

/**
 * Makes the client of an action or a trigger: requests are logged if Debug Request or the platform's own flag is on.
 * Throws as `createClient` does.
 * @param secrets secrets besides the connection's own
 */
export const stepClient = (
  { logger, debug }: { logger: ActionLogger; debug?: { enabled: boolean } },
  { connection, debugRequest }: CommonParameters,
  secrets?: readonly string[],
): DatabricksClient =>
  createClient(connection, { logger, debug: debugRequest || (debug?.enabled ?? false), secrets });
