/** A raw request from its inputs. */
import type { SendOptions } from "../../http/transport";
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
