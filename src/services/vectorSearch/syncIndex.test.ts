/** What a sync waits for. */
import { type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";
import { articleIndexExample } from "./vectorSearchExamples";

const { server } = useScriptedServer();

const sync = (parameters: object = {}) =>
  runAction("syncVectorIndex", {
    connection: tokenConnection(server.url),
    indexName: articleIndexExample.name,
    waitForCompletion: true,
    ...parameters,
  });

const index: Step = { body: articleIndexExample };
const started: Step = { body: {} };
const updates = (...latest_updates: [string, string][]): Step => ({
  body: { latest_updates: latest_updates.map(([update_id, state]) => ({ update_id, state })) },
});
const earlier: [string, string] = ["u1", "COMPLETED"];

describe("a sync that is awaited", () => {
  it("ends with its own update, not with an earlier one", async () => {
    server.script(
      index,
      updates(earlier),
      started,
      updates(earlier),
      updates(["u2", "RUNNING"], earlier),
      updates(["u2", "COMPLETED"], earlier),
      index,
    );
    expect((await sync()).data).toEqual(articleIndexExample);
    expect(server.arrivals.map(({ method }) => method).join(" ")).toBe("GET GET POST GET GET GET GET");
  });

  it.each([
    ["no later one counts", [["u2", "COMPLETED"]], [["u3", "FAILED"]]],
    ["a retry counts", [["u2", "FAILED"]], [["u3", "COMPLETED"]]],
  ] as const)("ends with its own update: %s", async (_, own, later) => {
    const listed = [...later, ...own].map(([id, state]): [string, string] => [id, state]);
    server.script(index, updates(earlier), started, updates(...listed, earlier), index);
    expect((await sync()).data).toEqual(articleIndexExample);
  });

  it("waits for the retry that Databricks starts a little after a failure", async () => {
    const failed: [string, string] = ["u2", "FAILED"];
    const failedAgain: [string, string] = ["u3", "FAILED"];
    server.script(
      index,
      updates(earlier),
      started,
      updates(failed, earlier),
      updates(failed, earlier),
      updates(["u3", "RUNNING"], failed, earlier),
      updates(failedAgain, failed, earlier),
      updates(["u4", "COMPLETED"], failedAgain, failed, earlier),
      index,
    );
    expect((await sync()).data).toEqual(articleIndexExample);
  });

  it("waits for one that runs already", async () => {
    server.script(index, updates(["u1", "RUNNING"]), started, updates(["u1", "COMPLETED"]), index);
    expect((await sync()).data).toEqual(articleIndexExample);
  });

  it.each([
    ["FAILED", "ended as FAILED: No such column."],
    ["CANCELED", "ended as CANCELED."],
  ])("is an error where its update ends as %s, with what the pipeline says", async (state, end) => {
    const events: Step = { body: { events: [{ message: "No such column.", origin: { update_id: "u1" } }] } };
    const run = updates(["u1", state]);
    server.script(index, updates(), started, ({ url }) => (url.includes("/events?") ? events : run));
    const error = await failureOf(sync());
    expect(error.message).toContain(
      `update u1 of its pipeline ${articleIndexExample.delta_sync_index_spec.pipeline_id} ${end}`,
    );
    expect(error).toMatchObject({ resourceIds: { updateId: "u1" } });
  });

  it("that does not end in time says that it continues", async () => {
    server.script(index, updates(earlier), started, updates(["u2", "RUNNING"]));
    const { message } = await failureOf(sync({ timeoutSeconds: 30 }));
    expect(message).toContain("it is still RUNNING after 30 s");
    expect(message).toContain("The sync continues in the pipeline");
  });

  it("whose pipeline may not be read is not started", async () => {
    server.script(index, { status: 403, body: { error_code: "PERMISSION_DENIED", message: "No." } });
    await failureOf(sync());
    expect(server.arrivals.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });
});

it("a sync that is not awaited returns the index at once", async () => {
  server.script(index, started, index);
  expect((await sync({ waitForCompletion: false })).data).toEqual(articleIndexExample);
});

it.each([
  [{ index_type: "DIRECT_ACCESS" }, "is a direct access index, which has no source table"],
  [{ delta_sync_index_spec: { pipeline_type: "CONTINUOUS" } }, "is synced continuously"],
  [{ delta_sync_index_spec: {} }, "does not return the pipeline"],
])("an index with %j is refused in words", async (changed, text) => {
  server.script({ body: { ...articleIndexExample, ...changed } });
  expect((await failureOf(sync())).message).toContain(text);
  expect(server.arrivals).toHaveLength(1);
});
