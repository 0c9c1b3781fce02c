import fc from "fast-check";
import { delayMs, type FailedAttempt, isIdempotent, isOutcomeUnknown, isRetryable } from "./retry";

const attempt = (known: Partial<FailedAttempt>): FailedAttempt => ({
  method: "GET",
  idempotent: false,
  notSent: false,
  ...known,
});

const harmless = ["GET", "get", "HEAD", "OPTIONS", "PUT", "DELETE"];
const harmful = ["POST", "post", "PATCH", "LINK", "PURGE"];

describe("isHarmless", () => {
  it.each(harmless)("takes %s for harmless", (method) => {
    expect(isIdempotent({ method, idempotent: false })).toBe(true);
  });

  it.each(harmful)("takes %s for harmful unless the caller gives its word", (method) => {
    expect(isIdempotent({ method, idempotent: false })).toBe(false);
    expect(isIdempotent({ method, idempotent: true })).toBe(true);
  });
});

describe("isWorthRepeating", () => {
  it.each([...harmless, ...harmful])("repeats 429 of %s", (method) => {
    expect(isRetryable(attempt({ method, status: 429 }))).toBe(true);
  });

  it.each([...harmless, ...harmful])("repeats %s that was never sent", (method) => {
    expect(isRetryable(attempt({ method, networkCode: "ECONNREFUSED", notSent: true }))).toBe(true);
  });

  it.each([500, 502, 503, 504, 599])("repeats %i only where a second execution does no harm", (status) => {
    for (const method of harmless) expect(isRetryable(attempt({ method, status }))).toBe(true);
    for (const method of harmful) {
      expect(isRetryable(attempt({ method, status }))).toBe(false);
      expect(isRetryable(attempt({ method, status, idempotent: true }))).toBe(true);
    }
  });

  it.each([
    "ECONNRESET",
    "ETIMEDOUT",
    "ECONNABORTED",
    "EPIPE",
    "ERR_BAD_RESPONSE",
    "Z_BUF_ERROR",
    "SOMETHING_NEW",
  ])("repeats a connection that broke with %s only where a second execution does no harm", (networkCode) => {
    expect(isRetryable(attempt({ networkCode }))).toBe(true);
    expect(isRetryable(attempt({ method: "POST", networkCode }))).toBe(false);
    expect(isRetryable(attempt({ method: "POST", networkCode, idempotent: true }))).toBe(true);
  });

  it.each([
    "ENOTFOUND",
    "CERT_HAS_EXPIRED",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "EPROTO",
    "HPE_INVALID_CONSTANT",
  ])("does not repeat what %s ended, which no repeat mends", (networkCode) => {
    for (const idempotent of [true, false]) {
      expect(isRetryable(attempt({ networkCode, idempotent }))).toBe(false);
    }
  });

  it.each([300, 302, 400, 401, 403, 404, 409, 499, 501, 505])("never repeats %i", (status) => {
    for (const method of [...harmless, ...harmful]) {
      expect(isRetryable(attempt({ method, status, idempotent: true }))).toBe(false);
    }
  });

  it("repeats a refusal whose code says that it passes by itself, whatever its status and method", () => {
    const errorCode = "REQUEST_LIMIT_EXCEEDED";
    for (const status of [400, 403, 500, 503]) {
      expect(isRetryable(attempt({ method: "POST", status, errorCode }))).toBe(true);
      expect(isOutcomeUnknown(attempt({ method: "POST", status, errorCode }))).toBe(false);
    }
  });

  it.each([
    "worker env WorkerEnvId(workerenv-1234-ab) not found",
    "Workspace 1234 does not have any associated worker environments",
    "There is no worker environment with id workerenv-1",
    "com.databricks.backend.manager.util.UnknownWorkerEnvironmentException: Unknown worker environment WorkerEnvId(1)",
    "RPC token bucket limit has been exceeded.",
  ])("repeats a refusal that says: %s", (message) => {
    const refused = attempt({ method: "POST", status: 400, message });
    expect(isRetryable(refused)).toBe(true);
    expect(isOutcomeUnknown(refused)).toBe(false);
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
      expect(isOutcomeUnknown(failed)).toBe(true);
    }
  });

  it("takes no word in the middle of a refusal's message for one that passes", () => {
    for (const message of ["near 'REQUEST_LIMIT_EXCEEDED'", "near 'worker env x not found'"]) {
      expect(isRetryable(attempt({ status: 400, message }))).toBe(false);
    }
  });

  it("does not repeat a 500 that tells a lasting state, as API 1.2 does", () => {
    const errorCode = "ClusterNotReadyException";
    expect(isRetryable(attempt({ status: 500, errorCode }))).toBe(false);
    expect(isOutcomeUnknown(attempt({ method: "POST", status: 500, errorCode }))).toBe(false);
  });

  it("repeats a 403 only of what was allowed a moment ago and does no harm", () => {
    expect(isRetryable(attempt({ status: 403, previouslyAuthorized: true }))).toBe(true);
    expect(isRetryable(attempt({ status: 403, previouslyAuthorized: true, method: "POST" }))).toBe(false);
  });
});

describe("isOutcomeUnknown", () => {
  it("is never so where a second execution does no harm", () => {
    for (const method of harmless) expect(isOutcomeUnknown(attempt({ method, status: 503 }))).toBe(false);
    expect(isOutcomeUnknown(attempt({ method: "POST", networkCode: "ECONNRESET", idempotent: true }))).toBe(
      false,
    );
  });

  it.each([500, 502, 503, 504])("is so for a POST answered %i", (status) => {
    expect(isOutcomeUnknown(attempt({ method: "POST", status }))).toBe(true);
  });

  it.each([302, 400, 401, 403, 404, 409, 429, 501, 505])("is not so for a POST answered %i", (status) => {
    expect(isOutcomeUnknown(attempt({ method: "POST", status }))).toBe(false);
  });

  it("is so for a POST whose connection broke, unless it was never sent", () => {
    expect(isOutcomeUnknown(attempt({ method: "POST", networkCode: "ECONNRESET" }))).toBe(true);
    expect(isOutcomeUnknown(attempt({ method: "POST", networkCode: "HPE_INVALID_CONSTANT" }))).toBe(true);
    expect(isOutcomeUnknown(attempt({ method: "POST", networkCode: "ECONNREFUSED", notSent: true }))).toBe(
      false,
    );
    expect(isOutcomeUnknown(attempt({ method: "POST", networkCode: "ENOTFOUND" }))).toBe(false);
  });
});

it("never repeats what must not run twice when it may have run", () => {
  const attempts = fc.record({
    method: fc.constantFrom(...harmful),
    idempotent: fc.constant(false),
    notSent: fc.constant(false),
    status: fc.option(fc.integer({ min: 300, max: 599 }), { nil: undefined }),
    networkCode: fc.option(fc.constantFrom("ECONNRESET", "ETIMEDOUT", "EPIPE", "X"), { nil: undefined }),
    previouslyAuthorized: fc.boolean(),
  });
  fc.assert(
    fc.property(attempts, (failed) => {
      expect(isOutcomeUnknown(failed) && isRetryable(failed)).toBe(false);
    }),
  );
});

describe("delayMs", () => {
  it("waits at least as long as the server asks, and little longer", () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.integer({ min: 1, max: 600_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, asked, random) => {
          const ms = delayMs(n + 1, asked, random);
          expect(ms).toBeGreaterThanOrEqual(asked);
          expect(ms).toBeLessThanOrEqual(asked + 1000);
        },
      ),
    );
  });

  it("grows from half a second to ten, with jitter", () => {
    expect([1, 2, 3, 4, 5, 6, 50].map((n) => delayMs(n, 0, 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
    expect(delayMs(1, 0, 0)).toBe(250);
  });
});
