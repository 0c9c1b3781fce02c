/** A request as it goes out: where it goes, which credential it carries, its headers, and its name in errors and logs. */
import { AxiosHeaders } from "axios";
import { isTrustedForToken, type WorkspaceAuth } from "./auth";
import { isBodySource } from "./bodySource";
import type { BodyKind } from "./download";
import type { Redact } from "./redact";
import type { SendOptions } from "./request";
import { sanitizeLine, sanitizer } from "./sanitize";

const maxOperationLength = 300;

/** What of a request says where it goes and how it is sent. */
type Outgoing = Pick<SendOptions, "method" | "url" | "headers" | "body" | "anonymous" | "authorization">;

/** Where a request goes, and what that means. */
export interface Destination {
  method: string;
  target: URL;
  /** Whether its failure says something about the connection: one without a credential does not, whatever its host. */
  ofWorkspace: boolean;
  /** Whether it is sent with the connection's token. */
  carriesToken: boolean;
  /** Whether it goes through the workspace's tunnel. */
  isTunneled: boolean;
}

/** Where a request goes. */
export const destinationOf = (request: Outgoing, auth: WorkspaceAuth): Destination => {
  const { url, anonymous = false, authorization } = request;
  const target = new URL(url, auth.baseUrl);
  const toWorkspace = target.origin === auth.baseUrl;
  return {
    method: request.method.toUpperCase(),
    target,
    ofWorkspace: toWorkspace && !anonymous,
    carriesToken: !anonymous && authorization === undefined && isTrustedForToken(target, auth),
    isTunneled: toWorkspace && auth.tunnel !== undefined,
  };
};

/**
 * What a response allows an identity: the same request, whatever page of a list it asks for. A query may name what is
 * requested, such as a directory.
 */
export const allowanceKey = ({ method, target }: Destination): string => {
  const query = new URLSearchParams(target.search);
  query.delete("page_token");
  return `${method} ${target.origin}${target.pathname}?${query}`;
};

/** The headers of a request, without those that go with the token. */
export const requestHeaders = ({ headers: given = {}, body, authorization }: Outgoing, as: BodyKind) => {
  const headers = AxiosHeaders.from(given);
  headers.set("Accept", "application/json", false);
  // Without a body there is no content type, and axios must not add one.
  if (!headers.has("Content-Type")) headers.set("Content-Type", false);
  if (isBodySource(body) && body.sizeBytes !== undefined)
    headers.set("Content-Length", String(body.sizeBytes));
  // Bytes that are handed over are not unpacked.
  if (as === "stream") headers.set("Accept-Encoding", "identity", false);
  if (authorization !== undefined) headers.set("Authorization", authorization);
  return headers;
};

/**
 * The request in words, without the workspace's own address.
 * @param hidesQuery whether its query is omitted: that of a pre-signed one is secret, that of another may hold data
 */
export const describeRequest = (
  { method, target, ofWorkspace }: Destination,
  hidesQuery: boolean,
  redact: Redact,
): string =>
  sanitizeLine(
    sanitizer(redact),
    `${method} ${ofWorkspace ? "" : target.origin}${target.pathname}${hidesQuery ? "" : target.search}`,
    maxOperationLength,
  );
