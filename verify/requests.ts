/** Requests to the workspace without the connector: for the raw statuses, codes and headers. */

/** Where requests go, and with which token. */
export interface Target {
  /** Address of the workspace. */
  host: string;
  token: string;
  /** Headers of every request. */
  headers?: Record<string, string>;
}

/** What a request is sent with. */
export interface RequestOptions {
  query?: Record<string, string>;
  /** Sent as JSON unless it is text, bytes or a stream. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Another token than that of the connection; none where null. */
  token?: string | null;
  signal: AbortSignal;
}

/** A response, with the parts of an error where it is one. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body, where it is a JSON object. */
  json: Record<string, unknown>;
  /** `error_code`, or what stands in its place. */
  code: string;
  /** The status, code and message in one line. */
  summary: string;
}

/** No single request may take longer, ms. */
const requestTimeoutMs = 120_000;

const objectOf = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // Not every response is JSON; who needs it looks at the text.
  }
};

const isRaw = (body: unknown): body is string | Uint8Array | ReadableStream =>
  typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;

/** Reads a response whole. */
const readAnswer = async (response: Response): Promise<Answer> => {
  const { status, headers } = response;
  const text = await response.text();
  const json = objectOf(text);
  const code = String(json.error_code ?? (json.scimType as unknown) ?? json.error ?? "");
  const message = String(json.message ?? json.error_description ?? json.detail ?? (status < 400 ? "" : text));
  return {
    status,
    headers,
    text,
    json,
    code,
    summary: [`HTTP ${status}`, code, message].filter(Boolean).join(" "),
  };
};

/** Why there is no response; fetch itself only says that it failed. */
const failureOf = (request: string, error: unknown): Error => {
  const { name, message, cause } = error as Error & { cause?: { message?: string } };
  return name === "TypeError"
    ? new Error(`${request} has no response: ${cause?.message || message}`)
    : (error as Error);
};

/**
 * Sends one request below the workspace's address. Nothing is repeated, and no redirect followed.
 * @throws Error that says why there is no response
 */
export const sendRequest = async (
  target: Target,
  method: string,
  path: string,
  { query, body, headers, token = target.token, signal }: RequestOptions,
): Promise<Answer> => {
  const url = new URL(path, target.host);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  const init: RequestInit & { duplex?: "half" } = {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && !isRaw(body) && { "content-type": "application/json" }),
      ...target.headers,
      ...headers,
    },
    body: body === undefined ? undefined : isRaw(body) ? (body as RequestInit["body"]) : JSON.stringify(body),
    ...(body instanceof ReadableStream && { duplex: "half" }),
    redirect: "manual",
    signal: AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]),
  };
  const response = await fetch(url, init).catch((error: unknown) => {
    throw failureOf(`${method} ${path}`, error);
  });
  return readAnswer(response);
};
