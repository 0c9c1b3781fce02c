/** Keeps the data of a builder's rows out of logs and errors, where requests and their responses hold it. */
import type { Failure } from "./errors";

/** What of a request and its responses may be shown. */
export interface DataFilter {
  /** The body of a request or a response as it may be logged. */
  body: (text: string) => string;
  /** A text of the server as it may be shown: a message, an error code, an ID or a header. */
  message: (text: string) => string;
  /** Whether the query of a request's URL is hidden. */
  hidesQuery?: boolean;
}

/** Shows everything. */
export const showAll: DataFilter = { body: (text) => text, message: (text) => text };

/** A failure with what the server has said of it, such as its message, as it may be shown. */
export const filterFailure = (failure: Failure, { message: shown }: DataFilter): Failure => ({
  ...failure,
  message: shown(failure.message),
  errorCode: failure.errorCode && shown(failure.errorCode),
  requestId: failure.requestId && shown(failure.requestId),
});
