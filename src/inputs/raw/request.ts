/** A raw request from its inputs. */
import { changeOf } from "../../http/readOnly";
import type { SendOptions } from "../../http/request";
import type { ResponseType } from "../../services/raw/result";
import { maxTotalMs, type RetryInputs, retryPolicyOf } from "../../services/raw/retryInputs";
import type { KeyValue } from "../keyValues";
import { type BodyInputs, isForm, rawBody } from "./body";
import { headersOf } from "./headers";
import { targetOf } from "./target";

/** The inputs of a request. */
interface RequestInputs extends BodyInputs, RetryInputs {
  url: string;
  method: string;
  queryParams: KeyValue[];
  headers: KeyValue[];
  responseType: ResponseType;
  /** In milliseconds; 0 for as long as a step may take. */
  timeout: number;
}

/** A request, and whether it goes to the workspace. */
export type RawRequest = ReturnType<typeof rawRequestOf>;

/**
 * Makes the request.
 * @param baseUrl the workspace
 * @throws Error that names an input that cannot be sent, or inputs that contradict each other
 */
export const rawRequestOf = (inputs: RequestInputs, baseUrl: string) => {
  const target = targetOf(inputs.url, baseUrl, inputs.queryParams);
  const { body, contentType } = rawBody(inputs);
  const headers = headersOf(inputs.headers, {
    accept: inputs.responseType === "json" ? "application/json, text/plain, */*" : "*/*",
    contentType,
    isForm: isForm(inputs),
  });
  return {
    fromWorkspace: target.origin === baseUrl,
    request: {
      method: inputs.method,
      url: target.href,
      headers,
      body,
      responseType: inputs.responseType === "arraybuffer" ? "bytes" : "text",
      timeoutMs: inputs.timeout || maxTotalMs,
      policy: retryPolicyOf(inputs),
    } satisfies Omit<SendOptions, "deadline">,
  };
};

/**
 * Makes the request of a preview, which must only read.
 * @throws Error that says why nothing was sent, or as `rawRequestOf` does
 */
export const readingRequestOf = (inputs: RequestInputs, baseUrl: string): RawRequest => {
  const made = rawRequestOf(inputs, baseUrl);
  if (!["GET", "HEAD"].includes(made.request.method)) {
    throw new Error(
      `Method is ${made.request.method}, so nothing was sent: a preview sends only GET and HEAD, which change nothing. Run a test of the flow to see the result.`,
    );
  }
  if (!made.fromWorkspace) {
    throw new Error(
      "URL is of another host than the workspace, so nothing was sent: a preview only reads from the workspace. Run a test of the flow to see the result.",
    );
  }
  const target = new URL(made.request.url);
  const reason = changeOf({
    method: made.request.method,
    target,
    headerNames: Object.keys(made.request.headers),
  });
  if (reason !== undefined) {
    throw new Error(
      `Nothing was sent for the preview, which only reads: ${reason}. Run a test of the flow to see the result.`,
    );
  }
  return made;
};
