import { isConnectionError } from "@prismatic-io/spectral";
import { type ScriptedServer, type Step, startScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, testToken, tokenConnection } from "../../../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../../../test/support/virtualTime";

let time: VirtualTime;
let workspace: ScriptedServer;

beforeEach(async () => {
  time = startVirtualTime();
  workspace = await startScriptedServer(time);
});

afterEach(async () => {
  await workspace.close();
  time.stop();
});

/** Runs Raw Request and gives its data. */
const run = async (inputs: Record<string, unknown>): Promise<unknown> => {
  const own = { connection: tokenConnection(workspace.url), method: "GET", url: "/2.0/x" };
  return (await runAction("rawRequest", { ...own, ...inputs })).data;
};

const ok: Step = { body: { ok: true } };
const text = (body: string, contentType: string): Step => ({
  body,
  headers: { "content-type": contentType },
});

describe("what is sent", () => {
  it("is what the inputs say, with the token", async () => {
    workspace.script(ok);
    const answer = await run({
      url: "/2.1/jobs/list?limit=5",
      method: "post",
      data: '{"job_id": 12345678901234567890}',
      queryParams: [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
      ],
      headers: [
        { key: "X-A", value: "1" },
        { key: "X-A", value: "2" },
        { key: "authorization", value: "Bearer mine" },
      ],
    });
    expect(answer).toEqual({ ok: true });
    const [{ method, url, headers, rawHeaders, body }] = workspace.arrivals as [
      ScriptedServer["arrivals"][0],
    ];
    expect(`${method} ${url}`).toBe("POST /api/2.1/jobs/list?limit=5&a=1&a=2");
    expect(headers).toMatchObject({
      authorization: `Bearer ${testToken}`,
      "content-type": "application/json",
      accept: "application/json, text/plain, */*",
    });
    expect(rawHeaders.filter((_name, index) => rawHeaders[index - 1]?.toLowerCase() === "x-a")).toEqual([
      "1",
      "2",
    ]);
    expect(body.toString()).toBe('{"job_id": 12345678901234567890}');
  });

  it.each(["DELETE", "GET", "HEAD", "LINK", "OPTIONS", "PATCH", "POST", "PURGE", "PUT", "UNLINK"])(
    "is sent with the method %s, without a body and its type where Data is empty",
    async (method) => {
      workspace.script({ body: method === "HEAD" ? "" : "{}" });
      await run({ method, data: "" });
      expect(workspace.arrivals[0]?.method).toBe(method);
      expect(workspace.arrivals[0]?.body).toHaveLength(0);
      expect(workspace.arrivals[0]?.headers).not.toHaveProperty("content-type");
    },
  );

  it("is bytes where Data is a file", async () => {
    workspace.script({ body: "", status: 204 });
    const data = { data: Buffer.from([0, 1, 255]), contentType: "application/parquet" };
    expect(await run({ method: "PUT", url: "/2.0/fs/files/Volumes/a/b/c/x.parquet", data })).toBe("");
    expect(workspace.arrivals[0]?.body).toEqual(Buffer.from([0, 1, 255]));
    expect(workspace.arrivals[0]?.headers).toMatchObject({
      "content-type": "application/parquet",
      "content-length": "3",
    });
  });

  it("is a multipart form, the same one when it is repeated", async () => {
    workspace.script({ status: 429 }, ok);
    await run({
      method: "POST",
      url: "/2.0/workspace/import",
      formData: [{ key: "path", value: "/Shared/x" }],
      fileData: [{ key: "content", value: Buffer.from("print(1)") }],
      fileDataFileNames: [{ key: "content", value: "x.py" }],
      headers: [{ key: "Content-Type", value: "multipart/form-data" }],
      maxRetries: "1",
    });
    const [first, second] = workspace.arrivals;
    expect(first?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(first?.body.toString()).toContain('name="content"; filename="x.py"');
    expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
  });
});

describe("what comes back", () => {
  it.each([
    ["json", text('{"run_id":12345678901234567890}', "application/json"), { run_id: "12345678901234567890" }],
    ["json", text("[1,2]", "application/json; charset=utf-8"), [1, 2]],
    ["json", text('{"a":1}', "text/plain"), { a: 1 }],
    ["json", text("id,name\n1,x", "text/csv"), "id,name\n1,x"],
    ["json", text("", "application/json"), ""],
    ["json", { status: 204, body: "" }, ""],
    ["text", text('{"a":1}', "application/json"), '{"a":1}'],
    ["document", text("<html></html>", "text/html"), "<html></html>"],
    ["arraybuffer", text('{"a":1}', "application/json"), Buffer.from('{"a":1}')],
    ["arraybuffer", { body: Buffer.from([0, 255, 254]) }, Buffer.from([0, 255, 254])],
  ] as [string, Step, unknown][])("as %s: %j", async (responseType, step, expected) => {
    workspace.script(step);
    expect(await run({ responseType })).toEqual(expected);
  });

  it.each([
    [text('{"half":', "application/json"), 'the response is not JSON but "{"half":"'],
    [text("<html><title>Sign in</title></html>", "text/html"), "the response is not JSON but a web page"],
  ] as [Step, string][])("is an error where it is not what it should be: %j", async (step, message) => {
    workspace.script(step);
    const failure = await failureOf(run({}));
    expect(failure.message).toContain(`GET /api/2.0/x failed (HTTP 200): ${message}`);
    expect(failure.message).toContain("Choose text as Response Type to get the response unchanged.");
  });

  it("is an error as everywhere for any status but 2xx, also where bytes are wanted", async () => {
    workspace.script({
      status: 404,
      body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: "No such run" },
    });
    expect(await failureOf(run({ responseType: "arraybuffer" }))).toMatchObject({
      name: "DatabricksError",
      status: 404,
      errorCode: "RESOURCE_DOES_NOT_EXIST",
      message: expect.stringContaining("No such run"),
    });
    workspace.script({ status: 403, body: { error_code: 403, message: "Invalid access token." } });
    expect(isConnectionError(await failureOf(run({})))).toBe(true);
  });

  it("is not called a redirect where it has not changed", async () => {
    workspace.script({ status: 304 });
    const failure = await failureOf(run({ headers: [{ key: "If-None-Match", value: '"1"' }] }));
    expect(failure.message).toBe("GET /api/2.0/x failed (HTTP 304): Not Modified.");
  });
});

describe("repeating", () => {
  const busy: Step = { status: 503, body: { error_code: "TEMPORARILY_UNAVAILABLE", message: "busy" } };

  it.each<Step>([busy, { status: 429 }, "dropAfter"])(
    "does not happen unless it is asked for: %j",
    async (step) => {
      workspace.script(step);
      await failureOf(run({}));
      expect(workspace.arrivals).toHaveLength(1);
      expect(time.elapsedMs()).toBe(0);
    },
  );

  it("happens as often as asked, with the pause asked for", async () => {
    workspace.script(busy);
    const failure = await failureOf(run({ maxRetries: "3", retryDelayMS: "250" }));
    expect(workspace.gaps()).toEqual([250, 250, 250]);
    expect(failure.message).toContain("Sent 4 times within 1 s.");
  });

  it("waits twice as long each time with exponential backoff, from the pause given or from a second", async () => {
    workspace.script(busy, busy, busy, ok);
    await run({ maxRetries: 3, retryDelayMS: 200, useExponentialBackoff: true });
    expect(workspace.gaps()).toEqual([200, 400, 800]);
    workspace.arrivals.length = 0;
    workspace.script(busy, busy, busy, ok);
    await run({ maxRetries: "3", useExponentialBackoff: "true" });
    expect(workspace.gaps()).toEqual([1000, 2000, 4000]);
  });

  it.each([
    [{ retryDelayMS: "100" }, [5000]],
    [{ useExponentialBackoff: true }, [5000]],
    [{ retryDelayMS: "8000" }, [8000]],
  ])("keeps a longer pause that the server asks for: %j", async (inputs, expected) => {
    workspace.script({ status: 429, headers: { "retry-after": "5" } }, ok);
    await run({ maxRetries: "1", ...inputs });
    expect(workspace.gaps()).toEqual(expected);
  });

  it.each<Step>([busy, "dropBefore", "dropAfter", { status: 500 }])(
    "leaves a POST alone that may have run: %j",
    async (step) => {
      workspace.script(step);
      const failure = await failureOf(run({ method: "POST", data: "{}", maxRetries: "5" }));
      expect(workspace.arrivals).toHaveLength(1);
      expect(failure.message).toContain("It is not known whether the request was carried out.");
    },
  );

  it("repeats a POST after 429", async () => {
    workspace.script({ status: 429 }, ok);
    expect(await run({ method: "POST", data: "{}", maxRetries: "5" })).toEqual({ ok: true });
  });

  it.each<Step>([busy, "dropAfter", { status: 404 }, { status: 401 }])(
    "repeats everything, a POST too, where that is asked for: %j",
    async (step) => {
      workspace.script(step, step, ok);
      expect(await run({ method: "POST", data: "{}", maxRetries: "2", retryAllErrors: true })).toEqual({
        ok: true,
      });
      expect(workspace.arrivals.map(({ body }) => body.toString())).toEqual(["{}", "{}", "{}"]);
    },
  );

  it("does not repeat a 404 otherwise", async () => {
    workspace.script({ status: 404 });
    await failureOf(run({ maxRetries: "5" }));
    expect(workspace.arrivals).toHaveLength(1);
  });

  it("ends within ten minutes, whatever is asked for", async () => {
    workspace.script(busy);
    const failure = await failureOf(run({ maxRetries: "1000", useExponentialBackoff: true }));
    expect(time.elapsedMs()).toBeLessThanOrEqual(600_000);
    expect(failure.message).toMatch(/Sent 10 times within 511 s\./);
    workspace.script({ status: 429, headers: { "retry-after": "601" } });
    expect((await failureOf(run({ maxRetries: "1" }))).message).toContain(
      "The server requests a delay of 601 s",
    );
  });
});

describe("Timeout", () => {
  it("is how long an answer is waited for", async () => {
    workspace.script("hang");
    expect((await failureOf(run({ timeout: "2000" }))).message).toContain(
      "no response was received within 2 s",
    );
    expect(time.elapsedMs()).toBe(2000);
  });

  it.each(["", "0", undefined])("waits ten minutes where it is %j", async (timeout) => {
    workspace.script("hang");
    await failureOf(run({ timeout }));
    expect(time.elapsedMs()).toBe(600_000);
  });
});

describe("bad input", () => {
  it.each([
    [{ url: "" }, /^URL is empty/],
    [{ url: "  " }, /^URL is blank/],
    [{ url: "/../secret" }, /^URL holds/],
    [{ url: "http://127.0.0.1:9/" }, /^URL leads to the machine/],
    [{ method: "" }, /^Method is empty/],
    [{ method: "STEAL" }, /^Method must be one of/],
    [{ responseType: "stream" }, /^Response Type must be one of/],
    [{ timeout: "2s" }, /^Timeout must be a whole number/],
    [{ timeout: "-1" }, /^Timeout must be a whole number/],
    [{ timeout: "3000000000" }, /^Timeout must be a whole number/],
    [{ maxRetries: "many" }, /^Max Retry Count must be a whole number/],
    [{ retryDelayMS: "12abc" }, /^Retry Delay \(ms\) must be a whole number/],
    [{ retryAllErrors: "yes" }, /^Retry On All Errors must be true or false/],
    [{ headers: "a: b" }, /^Header must be a list/],
    [{ headers: [{ key: "a", value: "1\r\nb: 2" }] }, /^Header a has a value/],
    [{ queryParams: 7 }, /^Query Parameter must be a list/],
    [{ data: "x", formData: [{ key: "a", value: "b" }] }, /^Data cannot be sent together/],
  ])("is refused before anything is sent, naming the input: %j", async (inputs, message) => {
    workspace.script(ok);
    expect((await failureOf(run(inputs))).message).toMatch(message);
    expect(workspace.arrivals).toHaveLength(0);
  });
});

it("writes request and answer to the log when asked to, without secrets", async () => {
  workspace.script({ body: { token_value: "dapi-new", echo: testToken } });
  const inputs = {
    connection: tokenConnection(workspace.url),
    url: "/2.0/x",
    method: "POST",
    data: '{"password":"hunter2"}',
    headers: [{ key: "X-Api-Key", value: "k-1234" }],
  };
  const { lines } = await runAction("rawRequest", { ...inputs, debugRequest: "true" });
  expect(lines).toHaveLength(2);
  const log = lines.join("\n");
  expect(log).toContain("POST /api/2.0/x");
  for (const secret of [testToken, "hunter2", "k-1234", "dapi-new"]) expect(log).not.toContain(secret);
  expect((await runAction("rawRequest", inputs)).lines).toEqual([]);
});
