import { isConnectionError } from "@prismatic-io/spectral";
import { type Step, useScriptedServer } from "../test/support/scriptedServer";
import { failureOf, testClient, testToken, tokenConnection } from "../test/support/testClient";
import { DatabricksError } from "./http/errors";
import { pagesOf, partsOf } from "./http/paginate";
import { path } from "./http/path";
import { listSchema, numberSchema, objectSchema, optionalSchema, textSchema } from "./http/schema";

const { server } = useScriptedServer();

const client = () => testClient(tokenConnection(server.url)).client;
const me = path`/api/2.0/preview/scim/v2/Me`;
const statements = path`/api/2.0/sql/statements`;
const get = () => client().get(me);
const post = (idempotent = false) => client().post(statements, { statement: "SELECT 1" }, { idempotent });
const ok: Step = { body: { id: "1" } };
const error = (status: number, error_code: unknown, message: string) => ({
  status,
  body: { error_code, message },
});

describe("a request", () => {
  it("carries the token, says who it is from and asks for JSON", async () => {
    server.script(ok);
    expect(await get()).toEqual({ id: "1" });
    expect(server.arrivals[0]).toMatchObject({
      method: "GET",
      url: "/api/2.0/preview/scim/v2/Me",
      headers: { authorization: `Bearer ${testToken}`, accept: "application/json" },
    });
    expect(server.arrivals[0]?.headers["user-agent"]).toMatch(/^databricks-component\/\d+\.\d+\.\d+$/);
  });

  it("repeats a query's name for each value of a list and leaves out what is undefined", async () => {
    server.script(ok);
    await client().get(me, { query: { a: ["1", "&2"], b: undefined, c: false, d: 0 } });
    expect(server.arrivals[0]?.url).toBe("/api/2.0/preview/scim/v2/Me?a=1&a=%262&c=false&d=0");
  });

  it("sends its body as JSON", async () => {
    server.script(ok);
    await client().post(statements, { statement: "SELECT 'ü'" });
    expect(server.arrivals[0]?.headers["content-type"]).toBe("application/json");
    expect(server.arrivals[0]?.body.toString()).toBe(`{"statement":"SELECT 'ü'"}`);
  });

  it("takes an empty answer to a POST for an empty object", async () => {
    server.script({ body: "" });
    expect(await post()).toEqual({});
  });

  it("reads an answer with a byte order mark, and long integers as digits", async () => {
    server.script({ body: '\ufeff{"id":12345678901234567890}' });
    expect(await get()).toEqual({ id: "12345678901234567890" });
  });
});

describe("an answer that cannot be used", () => {
  it.each([
    ["", "the response is not JSON but an empty body"],
    ["<!DOCTYPE html><title>Sign in</title>", "the response is not JSON but a web page. Check the host"],
    ['{"half": ', 'the response is not JSON but "{"half":"'],
    ["\u001b[31moops\u0007", 'the response is not JSON but "oops"'],
    [`echo ${testToken}`, 'the response is not JSON but "echo [redacted]"'],
    ["[1]", "the response is not a JSON object"],
    ["null", "the response is not a JSON object"],
    ["{}", "the response's statement_id is missing"],
    ['{"statement_id":"1","status":null}', "the response's status is null, not a JSON object"],
    ['{"statement_id":"1","status":{"state":[]}}', "the response's status.state is a list, not a text"],
    [
      '{"statement_id":"1","status":{"state":"A"},"columns":[{"name":"a"},{}]}',
      "the response's columns[1].name is missing",
    ],
    [
      '{"statement_id":"1","status":{"state":"A"},"columns":{}}',
      "the response's columns is an object, not a list",
    ],
  ])("is an error that names the cause: %j", async (body, message) => {
    server.script({ body });
    const schema = objectSchema<{
      statement_id: string;
      status: { state: string };
      columns?: { name: string }[];
    }>({
      statement_id: textSchema,
      status: objectSchema<{ state: string }>({ state: textSchema }),
      columns: optionalSchema(listSchema(objectSchema<{ name: string }>({ name: textSchema }))),
    });
    const failure = await failureOf(client().get(me, { schema }));
    expect(failure).toBeInstanceOf(DatabricksError);
    expect(failure.message).toContain("GET /api/2.0/preview/scim/v2/Me failed (HTTP 200): ");
    expect(failure.message).toContain(message);
  });

  it("is a clear error however deep it is nested", async () => {
    server.script({ body: `{"id":12345678901234567890,"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}` });
    expect((await failureOf(get())).message).toContain("the response is nested too deeply to be read");
  });

  it.each(["", "{", "[]", "null", '{"statement_id": 7, "status": 1}'])(
    "was carried out all the same, and a POST says so, unless it only reads: %j",
    async (body) => {
      server.script({ body });
      const schema = objectSchema<{ status: object }>({ status: objectSchema({}) });
      const failed = (reads: boolean) =>
        failureOf(client().post(statements, {}, { schema, reads, needsBody: true }));
      const failure = await failed(false);
      expect(failure.message).toContain("The request was carried out, but its response cannot be read.");
      expect(failure).toMatchObject({ status: 200, outcomeUnknown: undefined });
      expect((await failed(true)).message).not.toContain("carried out");
      expect(server.arrivals).toHaveLength(2);
    },
  );

  it("shows of its body, its code and its headers what the data filter allows", async () => {
    const hidden = () => "(hidden)";
    const answers: Step[] = [
      { status: 200, body: "Ada Lovelace" },
      { status: 200, body: { error_code: "ADA", message: "Ada Lovelace" } },
      { status: 400, body: { error_code: "ADA", message: "Ada" }, headers: { "x-request-id": "Ada" } },
      { status: 400, body: "", headers: { "x-databricks-reason-phrase": "Ada" } },
    ];
    for (const answer of answers) {
      server.script(answer);
      const { client, lines } = testClient(tokenConnection(server.url), true);
      const filtered = client.withDataFilter({ body: hidden, message: hidden });
      const failure = await failureOf(filtered.post(path`/api/2.0/x`, { name: "Ada" }));
      expect(`${JSON.stringify(failure)} ${failure.message} ${lines.join()}`).not.toMatch(/ada/i);
    }
  });

  it("does not know what was carried out where a web page answers", async () => {
    server.script({ body: "<html></html>" });
    expect(await failureOf(post())).toMatchObject({ outcomeUnknown: true, carriedOut: undefined });
  });
});

describe("an answer of success that is nothing but an error", () => {
  it.each([
    { error_code: "INVALID_STATE", message: "The cluster is not ready." },
    { error_code: 403, message: "Invalid access." },
    { error_code: "BAD_REQUEST", message: "No.", details: [] },
  ])("is that error: %j", async (body) => {
    server.script({ body });
    const failure = await failureOf(post());
    expect(failure).toBeInstanceOf(DatabricksError);
    expect(failure.message).toContain(`(HTTP 200 ${body.error_code}): ${body.message}`);
    expect(failure.message).not.toContain("carried out");
  });

  it.each([
    { message: "hello" },
    { error_code: "", message: "" },
    { error_code: "NONE", message: "", id: "7" },
    { error_code: "NONE" },
  ])("is another thing than %j", async (body) => {
    server.script({ body });
    expect(await post()).toEqual(body);
  });

  it("tells no secret", async () => {
    server.script({ body: { error_code: "BAD_REQUEST", message: `the token ${testToken}\u0007` } });
    expect((await failureOf(get())).message).toContain("the token [redacted]");
  });
});

describe("an answer with numbers that JSON has not", () => {
  it("keeps them, as Python writes them", async () => {
    server.script({ body: '{"predictions":[NaN,1.5,-Infinity],"text":"NaN, Infinity"}' });
    expect(await get()).toEqual({
      predictions: [Number.NaN, 1.5, Number.NEGATIVE_INFINITY],
      text: "NaN, Infinity",
    });
  });
});

describe("an error that means the connection", () => {
  it.each([
    error(401, 401, "Credential was not sent or was of an unsupported type for this API."),
    error(403, 403, "Invalid access token."),
    error(403, 403, "Token is expiring within 30 seconds. (token expired)"),
    { status: 403, body: "<html><pre>Invalid access token</pre></html>" } as Step,
    { status: 403, headers: { "x-databricks-reason-phrase": "Invalid access token." }, body: "" } as Step,
  ])("is a ConnectionError that says what to do, once: %j", async (step) => {
    server.script(step);
    const failure = await failureOf(get());
    expect(isConnectionError(failure)).toBe(true);
    expect(failure.message.match(/Renew it in the connection\./g)).toHaveLength(1);
    expect(failure.message).not.toContain("lacks a permission");
    expect(server.arrivals).toHaveLength(1);
  });

  it.each([
    [
      error(403, "PERMISSION_DENIED", "User does not have CAN USE"),
      "The connection's identity lacks a permission",
    ],
    [
      error(403, 403, "Source IP address: 192.0.2.1 is blocked by Databricks IP ACL for workspace: 7"),
      "admits only certain IP addresses",
    ],
    [error(403, 403, "Workspace is under maintenance"), "maintenance. Try again later."],
  ])("is not made of %j", async (step, hint) => {
    server.script(step);
    const failure = await failureOf(get());
    expect(failure).toBeInstanceOf(DatabricksError);
    expect(failure.message).toContain(hint);
  });

  it("is not followed to the sign-in page that a redirect leads to", async () => {
    server.script({
      status: 302,
      headers: { location: "/login.html?error=private-link-validation-error:1" },
      body: "",
    });
    expect((await failureOf(get())).message).toContain(
      "(HTTP 302): the workspace refuses this network (Private Link)",
    );
    server.script({ status: 303, headers: { location: "https://elsewhere.example/" }, body: "" });
    expect((await failureOf(get())).message).toContain(
      "redirects elsewhere instead of responding. Check the host",
    );
    expect(server.arrivals).toHaveLength(2);
  });
});

describe("pages", () => {
  it("are read to the end", async () => {
    server.script(
      { body: { items: [1], next_page_token: "a b" } },
      { body: { next_page_token: "c" } },
      { body: { items: [2, 3] } },
    );
    const read = client().list(path`/api/2.1/things`, pagesOf("items", numberSchema), { page_size: 2 });
    expect(await read).toEqual([1, 2, 3]);
    expect(server.arrivals.map(({ url }) => url)).toEqual([
      "/api/2.1/things?page_size=2",
      "/api/2.1/things?page_size=2&page_token=a+b",
      "/api/2.1/things?page_size=2&page_token=c",
    ]);
  });

  it("may be parts of one thing", async () => {
    server.script({ body: { n: 1, next_page_token: "a" } }, { body: { n: 2 } });
    const part = objectSchema<{ n: number; next_page_token?: string }>({
      n: numberSchema,
      next_page_token: optionalSchema(textSchema),
    });
    expect(await client().list(path`/api/2.1/thing`, partsOf(part))).toMatchObject([{ n: 1 }, { n: 2 }]);
  });

  it("name the item that is not as it should be", async () => {
    server.script({ body: { items: [1, "two"] } });
    const failure = await failureOf(
      client().search(path`/api/2.1/things`, pagesOf("items", numberSchema), {}),
    );
    expect(failure.message).toContain(
      "POST /api/2.1/things failed (HTTP 200): the response's items[1] is a text, not a number.",
    );
  });
});
