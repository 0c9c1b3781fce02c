/** Where the token of requests comes from: the connection has it, or it is fetched from the workspace. */
import type { Deadline } from "./deadline";
import type { Failure } from "./errors";
import type { Redact } from "./redact";

/** A request for a token. */
export interface TokenRequest {
  /** Below the workspace's address. */
  url: string;
  /** The value of its `Authorization` header, in place of the connection's token. */
  authorization: string;
  /** A form, URL-encoded. */
  form: string;
}

/** How a token can be fetched while a request waits for it. */
export interface SignInAccess {
  /**
   * Sends the request, and gives the text of the response.
   * @param limit until when it must have ended, with its retries
   * @param signal ends it earlier
   * @throws SignInError
   */
  send(request: TokenRequest, limit: Deadline, signal: AbortSignal): Promise<string>;
  /** Until when the waiting request must have ended. */
  deadline: Deadline;
  /** Ends the waiting request. */
  signal?: AbortSignal;
  redact: Redact;
}

/** Where the token of requests comes from. */
export interface TokenSource {
  /** Whether another token can be fetched in place of one that the workspace refuses. */
  readonly isRenewable: boolean;
  /**
   * Gives the token for a request.
   * @param refused a token that the workspace has refused meanwhile
   * @throws SignInError where none can be fetched; CanceledError where the waiting request has ended before
   */
  token(access: SignInAccess, refused?: string): Promise<string>;
}

/** Why there is no token. Each request that waits for it makes its own error of that. */
export class SignInError extends Error {
  override readonly name = "SignInError";

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** The token that a connection has. */
export const fixedToken = (token: string): TokenSource => ({
  isRenewable: false,
  token: async () => token,
});
