/** Turns what axios threw into what a builder should read. */
import type { AxiosError } from "axios";
import { plainText, readErrorBody } from "./errorBody";
import { type Failure, withHint } from "./errors";
import type { Redact } from "./redact";
import { askedTooLongMs, failedAttempt, isOutcomeUnknown } from "./retry";

const bodyText = (data: unknown): string =>
  typeof data === "string"
    ? data
    : ArrayBuffer.isView(data)
      ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("utf8")
      : "";

const networkMessages: { when: RegExp; message: string; hint?: string }[] = [
  {
    when: /^ENOTFOUND$/,
    message: "the host name is not known",
    hint: "Check the host of the connection: it must be the workspace's own, with its whole domain.",
  },
  { when: /^ECONNREFUSED$/, message: "the host refused the connection" },
  { when: /^(?:EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/, message: "the host cannot be reached" },
  { when: /CERT|_TLS_|^EPROTO$/, message: "the host's certificate was not accepted" },
  { when: /^(?:ECONNABORTED|ETIMEDOUT)$/, message: "no answer came in time" },
];

const ofNetwork = (error: AxiosError): Pick<Failure, "message" | "hint"> =>
  networkMessages.find(({ when }) => when.test(error.code ?? "")) ?? {
    message: "the connection broke before an answer came",
  };

/** A workspace answers JSON or an error; a redirect leads to a sign-in page. */
const ofRedirect = (location: string): Pick<Failure, "message" | "hint"> =>
  /private-link-validation-error/.test(location)
    ? {
        message: "the workspace refuses this network (Private Link)",
        hint: "Allow the platform's network in the workspace's network settings.",
      }
    : {
        message: "the host redirects elsewhere instead of answering",
        hint: "Check the host of the connection: it must be the workspace's own.",
      };

const ofAnswer = (error: AxiosError): Partial<Failure> & { message: string } => {
  const { response } = error;
  if (!response) return ofNetwork(error);
  const { status, headers, statusText } = response;
  if (status >= 300 && status < 400) return { status, ...ofRedirect(String(headers.location ?? "")) };
  const reason = String(headers["x-databricks-reason-phrase"] ?? statusText ?? "");
  const body = readErrorBody(bodyText(response.data), reason);
  const requestId = body.requestId ?? headers["x-request-id"];
  return { status, ...body, requestId: requestId === undefined ? undefined : String(requestId) };
};

/**
 * Reads what is known of a failed request.
 * @param error what axios threw
 * @param redact removes the connection's secrets, should an answer repeat them
 */
export const failureOf = (error: AxiosError, redact: Redact): Failure => {
  const answer = ofAnswer(error);
  const askedMs = askedTooLongMs(error);
  return withHint({
    ...answer,
    operation: error.config?.databricks?.operation ?? "A request",
    message: plainText(redact(answer.message)),
    errorCode: answer.errorCode && redact(answer.errorCode),
    outcomeUnknown: isOutcomeUnknown(failedAttempt(error)) || undefined,
    hint: askedMs
      ? `Databricks asks to wait ${Math.ceil(askedMs / 1000)} s, longer than a step may wait: try again later.`
      : answer.hint,
    ...(answer.errorCode === undefined && !error.response ? { errorCode: error.code } : {}),
  });
};
