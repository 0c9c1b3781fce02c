import fc from "fast-check";
import { type FailedAttempt, isIdempotent, isPossiblyCarriedOut, isRetryable, retryDelayMs } from "./retry";

const attempt = (known: Partial<FailedAttempt>): FailedAttempt => ({
  method: "GET",
  idempotent: false,
  notSent: false,
  ...known,
});

const idempotentMethods = ["GET", "get", "HEAD", "OPTIONS", "PUT", "DELETE"];
const otherMethods = ["POST", "post", "PATCH", "LINK", "PURGE"];

describe("isIdempotent", () => {
  it.each(idempotentMethods)("takes %s for idempotent", (method) => {
    expect(isIdempotent({ method, idempotent: false })).toBe(true);
  });

  it.each(otherMethods)("takes %s for not idempotent unless the caller says so", (method) => {
    expect(isIdempotent({ method, idempotent: false })).toBe(false);
    expect(isIdempotent({ method, idempotent: true })).toBe(true);
  });
});

describe("isRetryable", () => {
  it.each([...idempotentMethods, ...otherMethods])("retries 429 of %s", (method) => {
    expect(isRetryable(attempt({ method, status: 429 }))).toBe(true);
  });

  it.each([...idempotentMethods, ...otherMethods])("retries %s that was never sent", (method) => {
    expect(isRetryable(attempt({ method, networkCode: "ECONNREFUSED", notSent: true }))).toBe(true);
  });

  it.each([500, 502, 503, 504, 599])("retries %i only where a second execution does no harm", (status) => {
    for (const method of idempotentMethods) expect(isRetryable(attempt({ method, status }))).toBe(true);
    for (const method of otherMethods) {
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
  ])("retries a connection that broke with %s only where a second execution does no harm", (networkCode) => {
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
  ])("does not retry what %s ended, which no retry corrects", (networkCode) => {
    for (const idempotent of [true, false]) {
      expect(isRetryable(attempt({ networkCode, idempotent }))).toBe(false);
    }
  });

  it.each([300, 302, 400, 401, 403, 404, 409, 499, 501, 505])("never retries %i", (status) => {
    for (const method of [...idempotentMethods, ...otherMethods]) {
      expect(isRetryable(attempt({ method, status, idempotent: true }))).toBe(false);
    }
  });

  it("retries a refusal whose words say that it is transient, whatever its status and method", () => {
    for (const status of [400, 403, 500, 503]) {
      const refused = attempt({ method: "POST", status, errorClass: "transient" });
      expect(isRetryable(refused)).toBe(true);
      expect(isPossiblyCarriedOut(refused)).toBe(false);
    }
  });

  it("does not retry what the words of the response say is permanent", () => {
    for (const status of [403, 500, 503]) {
      const known = { status, errorClass: "permanent", previouslyAuthorized: true } as const;
      expect(isRetryable(attempt(known))).toBe(false);
      expect(isPossiblyCarriedOut(attempt({ ...known, method: "POST" }))).toBe(false);
    }
  });

  it("retries a 403 only of what was allowed a moment ago and does no harm", () => {
    expect(isRetryable(attempt({ status: 403, previouslyAuthorized: true }))).toBe(true);
    expect(isRetryable(attempt({ status: 403, previouslyAuthorized: true, method: "POST" }))).toBe(false);
  });
});

describe("isPossiblyCarriedOut", () => {
  it.each<[Partial<FailedAttempt>, boolean]>([
    [{ networkCode: "ECONNRESET" }, true],
    [{ networkCode: "ECONNRESET", carriedOut: true }, true],
    [{ networkCode: "HPE_INVALID_CONSTANT" }, true],
    [{ networkCode: "ECONNREFUSED", notSent: true }, false],
    [{ networkCode: "ENOTFOUND" }, false],
    ...[500, 502, 503, 504].map((status): [Partial<FailedAttempt>, boolean] => [{ status }, true]),
    [{ status: 503, errorClass: "transient" }, false],
    ...[302, 400, 401, 403, 404, 409, 429, 501, 505].map((status): [Partial<FailedAttempt>, boolean] => [
      { status },
      false,
    ]),
  ])("of an attempt that ended with %j is %s", (known, expected) => {
    expect(isPossiblyCarriedOut(attempt({ method: "DELETE", ...known }))).toBe(expected);
    expect(isPossiblyCarriedOut(attempt({ method: "POST", ...known }))).toBe(expected);
  });
});

it("never retries what must not run twice when it may have run", () => {
  const attempts = fc.record({
    method: fc.constantFrom(...otherMethods),
    idempotent: fc.constant(false),
    notSent: fc.constant(false),
    status: fc.option(fc.integer({ min: 300, max: 599 }), { nil: undefined }),
    networkCode: fc.option(fc.constantFrom("ECONNRESET", "ETIMEDOUT", "EPIPE", "X"), { nil: undefined }),
    previouslyAuthorized: fc.boolean(),
  });
  fc.assert(
    fc.property(attempts, (failed) => {
      expect(isPossiblyCarriedOut(failed) && isRetryable(failed)).toBe(false);
    }),
  );
});

describe("retryDelayMs", () => {
  it("waits at least as long as the server asks, and little longer", () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.integer({ min: 1, max: 600_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, asked, random) => {
          const ms = retryDelayMs(n + 1, asked, random);
          expect(ms).toBeGreaterThanOrEqual(asked);
          expect(ms).toBeLessThanOrEqual(asked + 1000);
        },
      ),
    );
  });

  it("grows from half a second to ten, with jitter", () => {
    expect([1, 2, 3, 4, 5, 6, 50].map((n) => retryDelayMs(n, 0, 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
    expect(retryDelayMs(1, 0, 0)).toBe(250);
  });
});
