/** The debug log of requests, and a logger that never writes a secret. */
import type { ActionLogger } from "@prismatic-io/spectral";
import type { AxiosInstance, InternalAxiosRequestConfig } from "axios";
import { showAll } from "./dataFilter";
import { type Redact, redactBody, redactHeaders } from "./redact";
import { type Sanitize, sanitizeLine, sanitizeValue } from "./sanitize";

/** The longest line of the log, in characters: two bodies, each character of which JSON may have escaped. */
const maxLineLength = 32_000;

/**
 * A logger whose every line is sanitized and bounded, so that no caller must do it.
 * @param logger the platform's
 */
export const sanitizedLogger = (logger: ActionLogger, sanitize: Sanitize): ActionLogger => {
  const sanitizePart = (part: unknown): unknown =>
    typeof part === "string"
      ? sanitizeLine(sanitize, part, maxLineLength)
      : sanitizeValue(part instanceof Error ? part.message : part, sanitize);
  return new Proxy(logger, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function"
        ? (...parts: unknown[]): unknown => Reflect.apply(member, target, parts.map(sanitizePart))
        : member;
    },
  });
};

/** A body as it may be logged. */
const loggedBody = (
  body: unknown,
  config: InternalAxiosRequestConfig | undefined,
  redact: Redact,
): string | undefined => {
  const filter = config?.databricks?.dataFilter ?? showAll;
  return redactBody(typeof body === "string" && body !== "" ? filter.body(body) : body, redact);
};

/** The headers of a response as they may be logged. */
const loggedHeaders = (
  headers: object,
  config: InternalAxiosRequestConfig | undefined,
): Record<string, string> => {
  const { message } = config?.databricks?.dataFilter ?? showAll;
  const shown = Object.entries(redactHeaders({ ...headers }));
  return Object.fromEntries(shown.map(([name, value]) => [name, message(value)]));
};

const operationIn = (config: InternalAxiosRequestConfig | undefined): string =>
  config?.databricks?.operation ?? "request";

/**
 * Writes every request and every response, errors too, as one line of JSON each.
 * @param write takes a line
 * @param redact removes the connection's secrets
 */
export const installLog = (instance: AxiosInstance, write: (line: string) => void, redact: Redact): void => {
  const line = (entry: Record<string, unknown>): void => write(redact(JSON.stringify(entry)));

  instance.interceptors.request.use((config) => {
    line({
      request: operationIn(config),
      headers: redactHeaders(config.headers.toJSON()),
      body: loggedBody(config.data, config, redact),
    });
    return config;
  });
  instance.interceptors.response.use(
    (response) => {
      line({
        answer: operationIn(response.config),
        status: response.status,
        headers: loggedHeaders(response.headers, response.config),
        body: loggedBody(response.data, response.config, redact),
      });
      return response;
    },
    (error) => {
      line({
        answer: operationIn(error?.config),
        status: error?.response?.status,
        networkError: error?.response ? undefined : error?.code,
        headers: error?.response && loggedHeaders(error.response.headers, error.config),
        body: loggedBody(error?.response?.data, error?.config, redact),
      });
      return Promise.reject(error);
    },
  );
};
