import { readErrorBody } from "./errorBody";

const read = (body: unknown, statusText = "Not Found") =>
  readErrorBody(typeof body === "string" ? body : JSON.stringify(body), statusText);

describe("readErrorBody", () => {
  it("reads the standard form", () => {
    expect(read({ error_code: "RESOURCE_DOES_NOT_EXIST", message: "No such job" })).toEqual({
      errorCode: "RESOURCE_DOES_NOT_EXIST",
      message: "No such job",
      requestId: undefined,
    });
  });

  it("reads a numeric error code, as sign-in errors have", () => {
    expect(read({ error_code: 403, message: "Invalid access token." })).toMatchObject({
      errorCode: "403",
      message: "Invalid access token.",
    });
  });

  it("takes the request id out of details, whose entries may lack metadata", () => {
    const details = [
      { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "X", domain: "y" },
      null,
      "odd",
      { "@type": "type.googleapis.com/google.rpc.RequestInfo", request_id: "abc-1", serving_data: "" },
    ];
    expect(read({ error_code: "NOT_FOUND", message: "gone", details }).requestId).toBe("abc-1");
    expect(
      read({ error_code: "NOT_FOUND", message: "gone", details: { no: "list" } }).requestId,
    ).toBeUndefined();
  });

  it("names the fields that a BadRequest entry of details calls wrong", () => {
    const details = [
      { field_violations: [{ field: "size", description: "must be positive" }, { field: "name" }, 7] },
    ];
    expect(read({ error_code: "INVALID_PARAMETER_VALUE", message: "Bad request", details }).message).toBe(
      "Bad request (size: must be positive; name)",
    );
  });

  it("takes the status for the message where that is empty", () => {
    expect(read({ error_code: "INTERNAL_ERROR", message: "" }, "Internal Server Error").message).toBe(
      "Internal Server Error",
    );
    expect(read({ error_code: "INTERNAL_ERROR" }, "").message).toBe("no message");
  });

  it("reads the form of API 1.2 and of gateways", () => {
    expect(read({ error: "Bad Target: /api/2.2/sql/endpoints" })).toEqual({
      errorCode: undefined,
      message: "Bad Target: /api/2.2/sql/endpoints",
    });
    expect(read({ error: "ContextNotFoundException: 123" })).toEqual({
      errorCode: "ContextNotFoundException",
      message: "123",
    });
  });

  it("reads the form of SCIM", () => {
    const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
    expect(read({ schemas, detail: "User not found", status: "404", scimType: "noTarget" })).toEqual({
      errorCode: "SCIM_404",
      message: "noTarget User not found",
    });
    expect(read({ schemas, detail: "null", status: 500 })).toEqual({
      errorCode: "SCIM_500",
      message: "internal error",
    });
  });

  it("reads the form of token endpoints", () => {
    expect(read({ error: "invalid_client", error_description: "Client authentication failed" })).toEqual({
      errorCode: "invalid_client",
      message: "Client authentication failed",
    });
  });

  it.each<[string, object, string]>([
    [
      "a short error",
      {
        error: "Received error from X",
        external_model_message: { error_code: "RATE_LIMIT", message: "Quota is used up" },
      },
      "Received error from X (external_model_message.error_code: RATE_LIMIT; external_model_message.message: Quota is used up)",
    ],
    ["a code", { error_code: "X", message: "no", reason: "why" }, "no (reason: why)"],
    [
      "a short error of a token endpoint",
      { error: "a", error_description: "b", trace_id: "c" },
      "b (trace_id: c)",
    ],
    [
      "an exception",
      { error: "RuntimeError: bad", cause: ["one", { deep: 2 }] },
      "bad (cause: one; cause.deep: 2)",
    ],
    [
      "an error that is an object",
      { error: { code: "rate_limit", message: "no", param: "n" } },
      "no (param: n)",
    ],
    [
      "no message",
      { errors: [{ message: "first" }, { message: "second" }] },
      "errors.message: first; errors.message: second",
    ],
    ["a message that is no text", { error_code: "X", message: { why: "deep" } }, "why: deep"],
    [
      "an empty message",
      { error_code: "X", message: "", details: [{ reason: "QUOTA" }] },
      "details.reason: QUOTA",
    ],
    [
      "what it says already",
      { error: "Model not found: abc", model: "not found: abc" },
      "Model not found: abc",
    ],
    ["nothing", { error: "short", other: null, empty: "" }, "short"],
    ["a secret", { error: "short", access_token: "hunter2" }, "short (access_token: [redacted])"],
  ])("tells what stands beside %s", (_name, body, message) => {
    expect(read(body).message).toBe(message);
  });

  it("tells no more of it than a reader can use", () => {
    const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
    expect(read(`{"error": "short", "deep": ${deep}}`).message).toBe("short");
    const wide = Object.fromEntries(
      Array.from({ length: 500 }, (_one, index) => [`f${index}`, "x ".repeat(2500)]),
    );
    expect(read({ error: "short", wide }).message.length).toBeLessThan(50_000);
  });

  it.each([
    { error_code: "X", message: "\r\n told \n" },
    { error: "\n told\r\n" },
    { error: { message: "\ntold\n" } },
    { detail: "\ntold\n", schemas: [] },
    "\n\ntold\r\n",
  ])("leaves no line break at the ends of %j", (body) => {
    expect(read(body).message).toBe("told");
  });

  it("reads text that begins with a code", () => {
    expect(read("PERMISSION_DENIED: no right\nto see it")).toEqual({
      errorCode: "PERMISSION_DENIED",
      message: "no right\nto see it",
    });
  });

  it.each([
    [
      "<!DOCTYPE html><html><head><title>Error 400 wrong issuer</title></head></html>",
      "Error 400 wrong issuer",
    ],
    [
      '<html><body><h1>x</h1><pre class="m">  Invalid &lt;access&gt;\n <b>token</b> </pre></body></html>',
      "Invalid <access> token",
    ],
    ["<html><head><title></title></head></html>", "a web page without a message"],
    ["<html><pre>never closed", "never closed"],
    ["<html><pre never closed", "a web page without a message"],
  ])("reads the reason out of the page %j", (page, message) => {
    expect(read(page)).toEqual({ errorCode: undefined, message });
  });

  it("takes the status for an empty body", () => {
    expect(read("")).toEqual({ errorCode: undefined, message: "Not Found" });
    expect(read("{}").message).toBe("Not Found");
  });

  it("shows any other text as it is, without control characters", () => {
    expect(read("upstream\u0000 gone\u001b[31m!").message).toBe("upstream gone!");
    expect(read("[1,2]").message).toBe("[1,2]");
    expect(read('{"broken": ').message).toBe('{"broken":');
  });

  it("bounds the message of megabytes, whatever they hold", () => {
    for (const text of [
      `<html>${"<pre>".repeat(500_000)}`,
      `<html>${"<".repeat(2_000_000)}`,
      `<html><pre>${"<a ".repeat(500_000)}</pre>`,
      `${"[".repeat(500_000)}`,
      "A".repeat(3_000_000),
      JSON.stringify({ error_code: "X", message: "y".repeat(3_000_000) }),
    ]) {
      expect(read(text).message.length).toBeLessThanOrEqual(100_000);
    }
  });
});
