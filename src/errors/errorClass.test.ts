import { type FailedAttempt, isPossiblyCarriedOut, isRetryable } from "../http/retry";
import { classifyError } from "./errorClass";

interface Refused {
  method?: string;
  status: number;
  errorCode?: string;
  message?: string;
}

const attempt = ({ method = "GET", status, errorCode, message = "" }: Refused): FailedAttempt => ({
  method,
  idempotent: false,
  notSent: false,
  status,
  errorClass: classifyError({ status, errorCode, message }),
});

describe("classifyError", () => {
  it("retries a refusal whose code says that it passes by itself, whatever its status and method", () => {
    const errorCode = "REQUEST_LIMIT_EXCEEDED";
    for (const status of [400, 403, 500, 503]) {
      expect(isRetryable(attempt({ method: "POST", status, errorCode }))).toBe(true);
      expect(isPossiblyCarriedOut(attempt({ method: "POST", status, errorCode }))).toBe(false);
    }
  });

  it("retries what was not performed because another operation holds the lock, but no server error of the same code", () => {
    const errorCode = "COULD_NOT_ACQUIRE_LOCK";
    const refused = attempt({ method: "POST", status: 400, errorCode });
    expect(isRetryable(refused)).toBe(true);
    expect(isPossiblyCarriedOut(refused)).toBe(false);
    const failed = attempt({ method: "POST", status: 500, errorCode });
    expect(isRetryable(failed)).toBe(false);
    expect(isPossiblyCarriedOut(failed)).toBe(true);
    for (const message of ["near 'COULD_NOT_ACQUIRE_LOCK'", "COULD_NOT_ACQUIRE_LOCK"]) {
      expect(isRetryable(attempt({ status: 400, message }))).toBe(false);
    }
  });

  it.each([
    "worker env WorkerEnvId(workerenv-1234-ab) not found",
    "Workspace 1234 does not have any associated worker environments",
    "There is no worker environment with id workerenv-1",
    "com.databricks.backend.manager.util.UnknownWorkerEnvironmentException: Unknown worker environment WorkerEnvId(1)",
    "RPC token bucket limit has been exceeded.",
  ])("retries a refusal that says: %s", (message) => {
    const refused = attempt({ method: "POST", status: 400, message });
    expect(isRetryable(refused)).toBe(true);
    expect(isPossiblyCarriedOut(refused)).toBe(false);
  });

  it.each([
    "REQUEST_LIMIT_EXCEEDED",
    "cannot run INSERT INTO t VALUES ('REQUEST_LIMIT_EXCEEDED')",
    "RPC token bucket limit has been exceeded",
    "worker env x not found",
    "ClusterNotReadyException: INSERT",
    "there is no job 'Unknown worker environment'",
  ])("takes no word of the message of a server error for a refusal: %s", (message) => {
    for (const status of [500, 502, 503, 504]) {
      const failed = attempt({ method: "POST", status, message });
      expect(isRetryable(failed)).toBe(false);
      expect(isPossiblyCarriedOut(failed)).toBe(true);
    }
  });

  it("takes no word in the middle of a refusal's message for one that passes", () => {
    for (const message of ["near 'REQUEST_LIMIT_EXCEEDED'", "near 'worker env x not found'"]) {
      expect(isRetryable(attempt({ status: 400, message }))).toBe(false);
    }
  });

  it("does not retry a 500 that tells a permanent state, as API 1.2 does", () => {
    const errorCode = "ClusterNotReadyException";
    expect(isRetryable(attempt({ status: 500, errorCode }))).toBe(false);
    expect(isPossiblyCarriedOut(attempt({ method: "POST", status: 500, errorCode }))).toBe(false);
  });

  it.each([
    [401, ""],
    [403, "Invalid access token."],
    [400, "Expected iss claim to be: x"],
  ])("does not retry a credential that is refused with HTTP %i", (status, message) => {
    expect(isRetryable({ ...attempt({ status, message }), previouslyAuthorized: true })).toBe(false);
  });

  it("says nothing of a redirect or of an unknown error", () => {
    for (const status of [302, 400, 403, 500]) {
      expect(classifyError({ status, message: "No.", errorCode: "SOMETHING" })).toBeUndefined();
    }
    expect(classifyError({ status: 302, message: "", errorCode: "REQUEST_LIMIT_EXCEEDED" })).toBeUndefined();
  });
});
