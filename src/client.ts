/** The shared client factory: a connection and a context become an authorised client for one workspace. */
import { type ActionLogger, type Connection, ConnectionError } from "@prismatic-io/spectral";
import axios, { AxiosError, type AxiosRequestConfig, type AxiosResponse } from "axios";
import { version } from "../package.json";
import { signIn } from "./connections";
import { mayReceiveToken, type SignIn } from "./http/auth";
import { DatabricksError, type Failure, isBadCredential } from "./http/errors";
import { failureOf } from "./http/failure";
import { parseExact, parseTextOnly } from "./http/json";
import { installLog } from "./http/log";
import { collectPages, type Page } from "./http/paginate";
import type { ApiPath } from "./http/path";
import { type Redact, redactor } from "./http/redact";
import { defaultRetryBudgetMs, installRetry } from "./http/retry";

/** Values of a query string; a list repeats its name, and what is undefined is left out. */
export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

/** What may be said of a request beside its path and body. */
export interface RequestOptions {
  query?: Query;
  /** Fields without which the answer is of no use; an answer that lacks one is an error. */
  requires?: readonly string[];
  /** The caller's word that a second execution of a POST does no harm. */
  repeatable?: boolean;
  /** How long to wait for an answer, in milliseconds. */
  timeoutMs?: number;
  /** The answer's cells are all text or null: no digits can be lost, so the fast parser reads it. */
  textOnly?: boolean;
}

/** A request as axios takes it, for those that need more than the verbs below. */
export interface SendOptions extends AxiosRequestConfig<unknown> {
  method: string;
  /** Absolute, or below the workspace's address. */
  url: string;
  repeatable?: boolean;
}

/** An authorised client for one workspace. Every method throws `DatabricksError` or `ConnectionError`. */
export interface DatabricksClient {
  /** Scheme, host and port of the workspace. */
  readonly baseUrl: string;
  readonly logger: ActionLogger;
  /** Removes the connection's secrets from text. */
  readonly redact: Redact;
  get<T extends object>(path: ApiPath, options?: RequestOptions): Promise<T>;
  post<T extends object>(path: ApiPath, body: object, options?: RequestOptions): Promise<T>;
  /** Reads every page of a list and returns the items of all. */
  list<P extends Page, Item>(
    path: ApiPath,
    itemsOf: (page: P) => Item[] | undefined,
    query?: Query,
  ): Promise<Item[]>;
  /** Sends a request as it is; the token goes along only to the workspace and to Databricks' own domains. */
  send(options: SendOptions): Promise<AxiosResponse<unknown>>;
}

/** What a client is made from. */
export interface ClientContext {
  logger: ActionLogger;
  /** Whether each request and answer is written to the log. */
  debug: boolean;
}

const defaultTimeoutMs = 60_000;

/** The connection as an error may carry it: what the customer typed, without anything secret. */
const withoutSecrets = ({ key, configVarKey, fields }: Connection): Connection => {
  const { apiKey: _apiKey, clientSecret: _clientSecret, ...shown } = fields ?? {};
  return { key, configVarKey, fields: shown };
};

const readSignIn = (connection: Connection): SignIn => {
  try {
    return signIn(connection);
  } catch (error) {
    throw new ConnectionError(withoutSecrets(connection ?? {}), (error as Error).message);
  }
};

const withQuery = (path: string, query: Query = {}): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) search.append(name, String(one));
    }
  }
  return search.size > 0 ? `${path}?${search}` : path;
};

const cannotConnect = /^(?:ENOTFOUND|EPROTO)$|CERT|_TLS_/;

/** The error for a failure: a `ConnectionError` where it is the connection that must change. */
const errorFor = (failure: Failure, connection: Connection, ownHost: boolean): Error => {
  const error = new DatabricksError(failure);
  if (ownHost && isBadCredential(failure)) {
    return new ConnectionError(
      withoutSecrets(connection),
      `${error.message} The connection's token is missing, wrong or expired: renew it in the connection.`,
    );
  }
  if (ownHost && failure.status === undefined && cannotConnect.test(failure.errorCode ?? "")) {
    return new ConnectionError(withoutSecrets(connection), error.message);
  }
  return error;
};

/** What is asked of an answer before it is handed on: JSON, an object, with the fields that are needed. */
const readAnswer = (response: AxiosResponse<unknown>, options: RequestOptions, redact: Redact): object => {
  const { data, config, status, headers } = response;
  const bad = (message: string): DatabricksError =>
    new DatabricksError({
      operation: config.databricks?.operation ?? "A request",
      message,
      status,
      requestId: headers["x-request-id"] && String(headers["x-request-id"]),
      outcomeUnknown: config.databricks?.repeatable || config.method === "get" ? undefined : true,
    });
  const text = typeof data === "string" ? data : "";
  if (text.trim() === "" && config.method !== "get" && !options.requires?.length) return {};
  let answer: unknown;
  try {
    answer = (options.textOnly ? parseTextOnly : parseExact)(text);
  } catch {
    const seen =
      text.trim() === "" ? "an empty body" : /^\s*</.test(text) ? "a web page" : `"${text.slice(0, 80)}"`;
    throw bad(`the answer is not JSON but ${redact(seen)}, so nothing can be read from it`);
  }
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    throw bad("the answer is not a JSON object, so nothing can be read from it");
  }
  const missing = options.requires?.filter((field) => !(field in answer)) ?? [];
  if (missing.length > 0) throw bad(`the answer lacks ${missing.join(" and ")}`);
  return answer;
};

/**
 * Makes the client for a connection.
 * @throws ConnectionError that says what to change, when the connection cannot be used
 */
export const createClient = (connection: Connection, { logger, debug }: ClientContext): DatabricksClient => {
  const { baseUrl, token, secrets } = readSignIn(connection);
  const redact = redactor(secrets);
  const instance = axios.create({
    baseURL: baseUrl,
    timeout: defaultTimeoutMs,
    // A workspace never redirects its API: a redirect is a sign-in page or a wrong host.
    maxRedirects: 0,
    maxBodyLength: Number.POSITIVE_INFINITY,
    maxContentLength: Number.POSITIVE_INFINITY,
    responseType: "text",
    headers: { Accept: "application/json", "User-Agent": `databricks-component/${version}` },
    // Bodies go out and come in as they are; the client reads them itself, so that no digit is lost.
    transformRequest: [(data) => data],
    transformResponse: [(data) => data],
  });
  const goesToDatabricks = (url = ""): boolean => mayReceiveToken(new URL(url, baseUrl), baseUrl);

  instance.interceptors.request.use((config) => {
    if (goesToDatabricks(config.url)) config.headers.set("Authorization", `Bearer ${token}`);
    return config;
  });
  if (debug) installLog(instance, (line) => logger.info(line), redact);
  installRetry(instance, (text) => logger.warn(redact(text)));

  const send = async ({ repeatable = false, ...config }: SendOptions): Promise<AxiosResponse<unknown>> => {
    try {
      return await instance.request({
        ...config,
        databricks: {
          operation: redact(`${config.method.toUpperCase()} ${config.url}`),
          repeatable,
          startedAt: Date.now(),
          retryBudgetMs: defaultRetryBudgetMs,
        },
      });
    } catch (error) {
      if (!(error instanceof AxiosError)) throw error;
      throw errorFor(failureOf(error, redact), connection, goesToDatabricks(config.url));
    }
  };

  const request = async <T extends object>(
    method: string,
    path: ApiPath,
    data: string | undefined,
    options: RequestOptions = {},
  ): Promise<T> => {
    const response = await send({
      method,
      url: withQuery(path, options.query),
      data,
      headers: data === undefined ? {} : { "Content-Type": "application/json" },
      repeatable: options.repeatable,
      ...(options.timeoutMs !== undefined && { timeout: options.timeoutMs }),
    });
    return readAnswer(response, options, redact) as T;
  };

  const get = <T extends object>(path: ApiPath, options?: RequestOptions): Promise<T> =>
    request<T>("get", path, undefined, options);

  return {
    baseUrl,
    logger,
    redact,
    get,
    post: <T extends object>(path: ApiPath, body: object, options?: RequestOptions) =>
      request<T>("post", path, JSON.stringify(body), options),
    list: <P extends Page, Item>(
      path: ApiPath,
      itemsOf: (page: P) => Item[] | undefined,
      query: Query = {},
    ): Promise<Item[]> =>
      collectPages((pageToken) => get<P>(path, { query: { ...query, page_token: pageToken } }), itemsOf),
    send,
  };
};
