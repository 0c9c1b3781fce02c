/** How records and keys are divided into requests, and what is told where some of them fail. */
import { type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";
import { productIndexExample } from "./vectorSearchExamples";
import { maxDeletedKeys, maxKeyBytes, maxUpsertBytes, maxUpsertRecords } from "./writeVectors";

const { server } = useScriptedServer();

const run = (key: string, parameters: object) =>
  runAction(key, {
    connection: tokenConnection(server.url),
    indexName: productIndexExample.name,
    debugRequest: true,
    ...parameters,
  });

const index: Step = { body: productIndexExample };
const success: Step = { body: { status: "SUCCESS" } };
const records = (count: number, name = "x") => Array.from({ length: count }, (_, id) => ({ id, name }));

/** The records of each request that came. */
const sentRecords = (): { id: number; name: string }[][] =>
  server.arrivals
    .filter(({ method }) => method === "POST")
    .map(({ body }) => JSON.parse(JSON.parse(body.toString()).inputs_json));

const sentKeys = (): string[][] =>
  server.arrivals
    .filter(({ method }) => method === "DELETE")
    .map(({ url }) => new URL(url, server.url).searchParams.getAll("primary_keys"));

describe("an upsert", () => {
  it("is divided by count, and every record is sent once", async () => {
    server.script(index, success);
    const count = 2 * maxUpsertRecords + 1;
    const { data } = await run("upsertVectors", { records: records(count) });
    expect(data).toEqual({ succeeded: count, failed: 0, failedKeys: [], requests: 3 });
    expect(sentRecords().map((list) => list.length)).toEqual([maxUpsertRecords, maxUpsertRecords, 1]);
    expect(sentRecords().flat()).toEqual(records(count));
  });

  it("is divided by bytes, so that no request exceeds 10 MB, whatever must be escaped", async () => {
    server.script(index, success);
    const { data } = await run("upsertVectors", { records: records(5, '"'.repeat(1_000_000)) });
    expect(data).toMatchObject({ succeeded: 5, requests: 3 });
    const sizes = server.arrivals.map(({ body }) => body.length);
    expect(Math.max(...sizes)).toBeLessThan(10_000_000);
  });

  it("of a record that no request takes is refused, and so is one of another kind of index", async () => {
    server.script(index);
    const large = records(1, "x".repeat(maxUpsertBytes));
    expect((await failureOf(run("upsertVectors", { records: large }))).message).toContain(
      `Records: record 1 is larger than ${maxUpsertBytes} bytes`,
    );
    server.script({ body: { name: "a.b.c", primary_key: "id", index_type: "DELTA_SYNC" } });
    expect((await failureOf(run("upsertVectors", { records: records(1) }))).message).toContain(
      "is a delta sync index, whose rows come from its source table",
    );
    expect(sentRecords()).toEqual([]);
  });

  it("of nothing sends nothing", async () => {
    server.script(index);
    expect((await run("upsertVectors", { records: [] })).data).toMatchObject({ requests: 0 });
    expect(server.arrivals).toEqual([]);
  });

  it("that is refused in the middle tells what became of which records", async () => {
    server.script(index, success, { status: 400, body: { error_code: "BAD_REQUEST", message: "No." } });
    const { message } = await failureOf(run("upsertVectors", { records: records(2500) }));
    expect(message).toContain(
      "1 of 3 requests were carried out: 1000 keys succeeded, 0 failed. The next one, with records 1001 to 2000, was not carried out. No later one was sent. Repeating the step is safe.",
    );
    expect(sentRecords()).toHaveLength(2);
  });

  it("whose response is lost is sent again, and otherwise its fate is said to be unknown", async () => {
    server.script(index, "dropAfter", success);
    expect((await run("upsertVectors", { records: records(1) })).data).toMatchObject({ succeeded: 1 });
    server.script(index, "dropAfter");
    const { message } = await failureOf(run("upsertVectors", { records: records(1) }));
    expect(message).toContain(
      "It is not known whether the request was carried out. Repeating the step is safe.",
    );
  });

  it("with failed keys is an error with their numbers, or a result with their keys", async () => {
    const partial: Step = {
      body: {
        status: "PARTIAL_SUCCESS",
        result: { success_row_count: 1, failed_primary_keys: ["secret-7", "secret-9"] },
      },
    };
    const list = ["secret-7", "secret-8", "secret-9"].map((id) => ({ id, name: "x" }));
    const textIndex: Step = {
      body: {
        ...productIndexExample,
        direct_access_index_spec: { schema_json: '{"id":"string","name":"string"}' },
      },
    };
    server.script(textIndex, partial);
    const { message } = await failureOf(run("upsertVectors", { records: list }));
    expect(message).toContain(
      "Databricks reports, without a reason, that 2 of 3 keys failed; the others succeeded. Their positions: 1, 3.",
    );
    expect(message).not.toContain("secret");
    server.script(textIndex, partial);
    const { data } = await run("upsertVectors", { records: list, failedKeys: "return" });
    expect(data).toEqual({ succeeded: 1, failed: 2, failedKeys: ["secret-7", "secret-9"], requests: 1 });
  });

  it("names records by their numbers in the list, even if duplicates are left out", async () => {
    const list = [{ id: 1 }, { id: 1 }, ...records(1500).slice(2)];
    server.script(index, success, { status: 400, body: { error_code: "BAD_REQUEST", message: "No." } });
    const refused = await failureOf(run("upsertVectors", { records: list, duplicateKeys: "lastWins" }));
    expect(refused.message).toContain("with records 1002 to 1500, was not carried out");
    server.script(index, { body: { status: "PARTIAL_SUCCESS", result: { failed_primary_keys: [1, 2] } } });
    const few = { records: list.slice(0, 3), duplicateKeys: "lastWins" };
    expect((await failureOf(run("upsertVectors", few))).message).toContain("Their positions: 2, 3.");
  });

  it.each([
    {},
    { status: "PARTIAL_SUCCESS" },
    { status: "LATER" },
    { status: "PARTIAL_SUCCESS", result: {} },
  ])("that is answered with %j is not a success, since its outcome is unknown", async (body) => {
    server.script(index, { body });
    const upsert = run("upsertVectors", { records: records(3), failedKeys: "return" });
    expect((await failureOf(upsert)).message).toContain(
      "Databricks does not say how many keys succeeded. It is not known whether the request was carried out.",
    );
  });

  it("uses the count of Databricks if there is no status", async () => {
    server.script(index, { body: { result: { success_row_count: 2 } } });
    const { data } = await run("upsertVectors", { records: records(3), failedKeys: "return" });
    expect(data).toMatchObject({ succeeded: 2, failed: 1 });
  });

  it("that failed whole counts every record, also where Databricks names none", async () => {
    server.script(index, { body: { status: "FAILURE" } });
    const { data } = await run("upsertVectors", { records: records(3), failedKeys: "return" });
    expect(data).toEqual({ succeeded: 0, failed: 3, failedKeys: [], requests: 1 });
  });

  it("shows no records in the log", async () => {
    server.script(index, success);
    const { lines } = await run("upsertVectors", { records: records(2, "secret-name") });
    expect(lines.join("\n")).toContain("upsert-data");
    expect(lines.join("\n")).not.toContain("secret-name");
  });
});

describe("a deletion", () => {
  it("is divided by count and by the length of the URL", async () => {
    server.script(index, success);
    const keys = Array.from({ length: maxDeletedKeys + 1 }, (_, key) => key);
    expect((await run("deleteVectors", { primaryKeys: keys })).data).toMatchObject({ requests: 2 });
    expect(sentKeys().flat()).toEqual(keys.map(String));
    server.script(index, success);
    const long = ["ä", "ö", "ü"].map((sign) => sign.repeat(600));
    expect((await run("deleteVectors", { primaryKeys: long })).data).toMatchObject({
      succeeded: 3,
      requests: 3,
    });
    for (const { url } of server.arrivals) expect(url.length).toBeLessThan(maxKeyBytes + 200);
  });

  it.each([
    ["[9007199254740993, 7]", ["9007199254740993", "7"]],
    ['[" a ", "b&c=d"]', [" a ", "b&c=d"]],
    ["one key", ["one key"]],
    [7, ["7"]],
    [["a", "a"], ["a"]],
  ])("of %j deletes %j", async (primaryKeys, keys) => {
    server.script(index, success);
    await run("deleteVectors", { primaryKeys });
    expect(sentKeys()).toEqual([keys]);
  });

  it.each([
    [[1.5], "Primary Keys: entry 1 must be text or a whole number"],
    [[{ id: 1 }], "Primary Keys: entry 1 must be"],
    [["a", "\ud800"], "Primary Keys: entry 2 must be text"],
    ["[1", "Primary Keys is not JSON"],
    [["x".repeat(maxKeyBytes)], `Primary Keys: key 1 is longer than ${maxKeyBytes} bytes in a URL.`],
  ])("of %j is refused before anything is sent", async (primaryKeys, text) => {
    server.script(index);
    expect((await failureOf(run("deleteVectors", { primaryKeys }))).message).toContain(text);
    expect(server.arrivals).toEqual([]);
  });

  it.each<[Step, string]>([
    ["dropAfter", "It is not known whether the request was carried out."],
    [{ status: 200, body: "no JSON" }, "The request was carried out, but its response cannot be read."],
  ])("without a usable response, such as %j, states its outcome once", async (step, outcome) => {
    server.script(index, step);
    const { message } = await failureOf(run("deleteVectors", { primaryKeys: [7] }));
    expect(message).toContain(`${outcome} Repeating the step is safe.`);
  });

  it("names keys by their numbers in the list, even if some are repeated", async () => {
    server.script(index, { body: { status: "PARTIAL_SUCCESS", result: { failed_primary_keys: ["b"] } } });
    const { message } = await failureOf(run("deleteVectors", { primaryKeys: ["a", "a", "b"] }));
    expect(message).toContain("1 of 2 keys failed; the others succeeded. Their positions: 3.");
  });

  it("shows no keys in the log or an error", async () => {
    server.script(index, { status: 400, body: { error_code: "BAD_REQUEST", message: "No." } });
    const { message } = await failureOf(run("deleteVectors", { primaryKeys: ["secret-key"] }));
    expect(message).toContain("delete-data failed (HTTP 400");
    expect(message).not.toContain("secret-key");
    server.script(index, success);
    const { lines } = await run("deleteVectors", { primaryKeys: ["secret-key"] });
    expect(lines.join("\n")).not.toContain("secret-key");
  });
});
