/** The verbs of a client: a request with a JSON body, its response read as its schema says, and lists of every page. */

import { parseDatabricksJson } from "./databricksJson";
import type { DataFilter } from "./http/dataFilter";
import { parseTextOnly, stringifyExact } from "./http/json";
import { collectPages, type Page, type Pages } from "./http/paginate";
import type { ApiPath } from "./http/path";
import type { Redact } from "./http/redact";
import type { Response, SendOptions } from "./http/request";
import { InvalidResponseError, parseObject } from "./http/response";
import { anyObjectSchema, type ResponseSchema } from "./http/schema";

/** Values of a query string; a list repeats its name, and undefined values are omitted. */
export type QueryParameters = Record<string, string | number | boolean | readonly string[] | undefined>;

/** Options of a request besides its path and body. */
export interface RequestOptions extends Pick<SendOptions, "policy" | "reads" | "mayChange"> {
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
  /** Is given the headers of the response, by their names in lower case. */
  onHeaders?: (headers: Response["headers"]) => void;
}

/** Options of a POST that only reads: it is safe to repeat, and its response has a body. */
export const readingPost = { reads: true, idempotent: true, needsBody: true };

/** The same with what the response must be. */
interface SchemaOptions<T> extends RequestOptions {
  schema: ResponseSchema<T>;
}

/** Sends a request and gives its response, as its schema says; without one, an object with unknown fields. */
interface RequestMethod<Body extends unknown[]> {
  <T>(path: ApiPath, ...rest: [...Body, options: SchemaOptions<T>]): Promise<T>;
  (path: ApiPath, ...rest: [...Body, options?: RequestOptions]): Promise<object>;
}

/** The verbs. Every method throws `DatabricksError` or `ConnectionError`. */
export interface ClientVerbs {
  get: RequestMethod<[]>;
  post: RequestMethod<[body: object]>;
  /** The same with a body that is no JSON, such as a form. */
  postBody(path: ApiPath, body: TypedBody, options?: RequestOptions): Promise<object>;
  put: RequestMethod<[body: object | undefined]>;
  patch: RequestMethod<[body: object]>;
  delete: RequestMethod<[]>;
  /**
   * Reads every page of a list and returns the items of all.
   * @param limit the maximum number of items, if not all
   */
  list<Item>(path: ApiPath, pages: Pages<Item>, query?: QueryParameters, limit?: number): Promise<Item[]>;
  /** The same for a list that is read with a POST, whose body takes the page token. */
  search<Item>(path: ApiPath, pages: Pages<Item>, body: object, limit?: number): Promise<Item[]>;
}

/** Sends a request unchanged, with everything that the client adds to it. */
export type ClientSend = (options: Omit<SendOptions, "deadline" | "dataFilter">) => Promise<Response>;

/** Adds the values of a query string to a path. */
export const withQuery = (path: string, query: QueryParameters = {}): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) search.append(name, String(item));
    }
  }
  return search.size > 0 ? `${path}?${search}` : path;
};

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A body with its type. */
interface TypedBody {
  content: string | Buffer;
  contentType: string;
}

/** Sends a request and reads its response, which is JSON. */
const jsonRequest =
  (send: ClientSend, redact: Redact, dataFilter: DataFilter) =>
  async <T>(
    method: Method,
    path: ApiPath,
    body: TypedBody | undefined,
    options: SchemaOptions<T>,
  ): Promise<T> => {
    const { query, schema, needsBody = method === "GET", textOnly, onHeaders, ...sending } = options;
    const response = await send({
      ...sending,
      method,
      url: withQuery(path, query),
      body: body?.content,
      headers: body === undefined ? {} : { "Content-Type": body.contentType },
    });
    onHeaders?.(response.headers);
    try {
      const parse = textOnly ? parseTextOnly : parseDatabricksJson;
      const expected = { schema, parse, mayBeEmpty: !needsBody, dataFilter };
      return parseObject(String(response.body), expected, redact);
    } catch (error) {
      throw error instanceof InvalidResponseError ? response.invalidResponse(error) : error;
    }
  };

/**
 * Makes the verbs of a client.
 * @param redact removes secrets from the errors of responses
 * @param dataFilter what of responses may be shown
 */
export const clientVerbs = (send: ClientSend, redact: Redact, dataFilter: DataFilter): ClientVerbs => {
  const request = jsonRequest(send, redact, dataFilter);
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
      const json = body && { content: stringifyExact(body), contentType: "application/json" };
      return request(method, path, json, { schema: anyObjectSchema, ...options });
    }
    return call;
  };

  const get = withoutBody("GET");
  const post = withBody("POST");

  return {
    get,
    post,
    postBody: (path, body, options) => request("POST", path, body, { schema: anyObjectSchema, ...options }),
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
        get(path, {
          schema: pages.schema,
          signal: pages.signal,
          query: { ...query, [pages.tokenParameter ?? "page_token"]: pageToken },
        });
      return collectPages(`GET ${path}`, fetchPage, pages.itemsOf, limit, pages.isWanted);
    },
    search: <Item>(path: ApiPath, pages: Pages<Item>, body: object, limit?: number): Promise<Item[]> => {
      const { schema, signal, bodyOf } = pages;
      const nextBody = (token: string | undefined) => (token === undefined ? undefined : bodyOf?.(token));
      const options = { schema, signal, ...readingPost };
      const fetchPage = (pageToken: string | undefined): Promise<Page> =>
        post(path, nextBody(pageToken) ?? { ...body, page_token: pageToken }, options);
      return collectPages(`POST ${path}`, fetchPage, pages.itemsOf, limit, pages.isWanted);
    },
  };
};
