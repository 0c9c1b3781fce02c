/** Pipelines and their updates: started, joined, waited for, failed, retried, stopped, read, polled. */
import {
  pipelineExample,
  pipelineFileExample,
  updateExample,
} from "../src/services/pipelines/pipelinesExamples";
import { failureOf, runIn, useLogLines } from "./support/component";
import { PolledFlow } from "./support/polledFlow";
import { startVirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

interface Update {
  update_id: string;
  state: string;
  cause: string;
  outcome: string;
  started: boolean;
  errors?: { message: string; flow?: string; exceptions: { className: string; message: string }[] }[];
}

const { pipeline_id: pipelineId } = pipelineExample;
const hour = 3_600_000;
const view = "CREATE OR REFRESH MATERIALIZED VIEW";

const workspace = useWorkspace({ clock: "auto" });
const lines = useLogLines();

const run = <T = Update>(key: string, parameters: Record<string, unknown>): Promise<T> =>
  runIn(workspace, key, parameters, { lines }) as Promise<T>;

const start = (more: Record<string, unknown> = {}): Promise<Update> =>
  run("startPipelineUpdate", { pipelineId, ...more });

const refresh = (more: Record<string, unknown> = {}): Promise<Update> =>
  start({ waitForCompletion: "true", ...more });

/** Makes a pipeline of one SQL file. */
const makePipeline = async (name: string, sql: string, more: object = {}): Promise<string> => {
  await workspace.seed({ objects: [{ path: `/Shared/${name}/tables.sql`, content: sql }] });
  const { json, text } = await workspace.call("POST", "/api/2.0/pipelines", {
    name,
    catalog: "main",
    schema: "default",
    libraries: [{ glob: { include: `/Workspace/Shared/${name}/**` } }],
    development: true,
    ...more,
  });
  const made = (json as { pipeline_id?: string }).pipeline_id;
  if (made === undefined) throw new Error(text);
  return made;
};

const rowsOf = (sqlStatement: string): Promise<object[]> =>
  run<object[]>("queryRows", { warehouseId: "475b94ddc7cd5211", sqlStatement });

const startsSent = async (): Promise<unknown[]> =>
  (await workspace.requests())
    .filter(({ method, path }) => method === "POST" && path.endsWith("/updates"))
    .map(({ body }) => body);

describe("an update", () => {
  it("computes the tables, in the order in which they need each other", async () => {
    const tables = [
      `-- the last first\n${view} largest AS SELECT max(airports) AS airports FROM counted;`,
      `${view} counted AS SELECT state, count(*) AS airports FROM samples.aviation.airports GROUP BY state;`,
    ].join("\n");
    const own = await makePipeline("ordered", tables);
    const updated = await refresh({ pipelineId: own });
    expect(updated).toMatchObject({
      state: "COMPLETED",
      outcome: "succeeded",
      started: true,
      cause: "API_CALL",
    });
    expect(await rowsOf("SELECT airports FROM main.default.largest")).toEqual([{ airports: 263 }]);
    expect(await run("getPipelineUpdate", { pipelineId: own, updateId: updated.update_id })).toMatchObject({
      update_id: updated.update_id,
      outcome: "succeeded",
    });
    expect(await run("getPipeline", { pipelineId: own })).toMatchObject({ state: "IDLE", health: "HEALTHY" });
  });

  it("computes some tables alone, empties them first, or only checks the code", async () => {
    const own = await makePipeline("partly", `${view} one AS SELECT 1 AS a;\n${view} two AS SELECT 2 AS a;`);
    await refresh({ pipelineId: own, validateOnly: "true" });
    expect((await failureOf(rowsOf("SELECT * FROM main.default.one"))).message).toContain(
      "TABLE_OR_VIEW_NOT_FOUND",
    );
    await refresh({ pipelineId: own, refreshTables: ["one"] });
    expect(await rowsOf("SELECT * FROM main.default.one")).toEqual([{ a: 1 }]);
    expect((await failureOf(rowsOf("SELECT * FROM main.default.two"))).message).toContain(
      "TABLE_OR_VIEW_NOT_FOUND",
    );
    await refresh({ pipelineId: own, fullRefreshTables: "two" });
    await refresh({ pipelineId: own, fullRefresh: "true" });
    expect(await startsSent()).toEqual([
      { validate_only: true },
      { refresh_selection: ["one"] },
      { full_refresh_selection: ["two"] },
      { full_refresh: true },
    ]);
  });

  it.each([
    [
      { fullRefresh: "true", refreshTables: ["one"] },
      "Full Refresh applies to all tables: clear Tables To Refresh and Tables To Recompute.",
    ],
    [
      { fullRefreshTables: ["one", "two"], refreshTables: ["two"] },
      "Tables To Refresh and Tables To Recompute both name two: remove it from one of the two.",
    ],
  ])("takes no inputs that contradict each other: %j", async (inputs, message) => {
    expect((await failureOf(start(inputs))).message).toBe(message);
    expect(await workspace.requests()).toEqual([]);
  });

  it("that fails fails the step with the errors of its events, or is returned with them", async () => {
    const own = await makePipeline("broken", `${view} lost AS SELECT * FROM main.default.nowhere;`);
    const { message } = await failureOf(refresh({ pipelineId: own }));
    expect(message).toMatch(
      /^Update [0-9a-f-]{36} of pipeline [0-9a-f-]{36} failed: it ended as FAILED: Update \w{6} is FAILED\./,
    );
    expect(message).toContain("(flow lost): [TABLE_OR_VIEW_NOT_FOUND]");
    expect(message).toMatch(/See http\S+\/pipelines\/[0-9a-f-]{36}\/updates\/[0-9a-f-]{36}$/);
    const failed = await refresh({ pipelineId: own, failOnError: "false" });
    expect(failed).toMatchObject({ outcome: "failed", errors: [{}, { flow: "lost" }] });
    const updateId = failed.update_id;
    expect((await run("getPipelineUpdate", { pipelineId: own, updateId })).errors).toEqual(failed.errors);
    await workspace.fault({ path: `/api/2.0/pipelines/${own}/events`, status: 403, body: {}, times: 9 });
    expect((await failureOf(refresh({ pipelineId: own }))).message).toContain("its events cannot be read");
  });

  it("is followed through the retries that the service makes", async () => {
    const own = await makePipeline("retried", `${view} later AS SELECT * FROM main.default.not_yet;`, {
      development: false,
      configuration: { "pipelines.numUpdateRetryAttempts": "2" },
    });
    await workspace.setClock("real");
    const failed = await failureOf(refresh({ pipelineId: own, timeoutSeconds: "2" }));
    expect(failed.message).toContain("it ended as FAILED");
    const causes = (await run<Update[]>("listPipelineUpdates", { pipelineId: own })).map(
      ({ cause }) => cause,
    );
    expect(causes).toEqual(["RETRY_ON_FAILURE", "RETRY_ON_FAILURE", "API_CALL"]);
    expect(lines.filter(({ text }) => text.includes("Databricks retries it as"))).toHaveLength(2);
  });

  it("is started once where the response is lost, and the error says that it may have been", async () => {
    const updates = `/api/2.0/pipelines/${pipelineId}/updates`;
    await workspace.fault({ method: "POST", path: updates, phase: "after", drop: true });
    const { message } = await failureOf(start());
    expect(message).toContain(
      "An update may have started: check List Pipeline Updates before starting another.",
    );
    expect(await startsSent()).toHaveLength(1);
  });
});

describe("while another update is running", () => {
  let running: Update;
  beforeEach(async () => {
    await workspace.setClock("manual");
    await workspace.pipelines({ state_ms: hour });
    running = await start();
  });

  it("a start is refused, and names it", async () => {
    const { message } = await failureOf(start());
    expect(message).toContain(`No update was started: update ${running.update_id} is running.`);
  });

  it("it is joined, and waited for", async () => {
    expect(await start({ runningUpdate: "join" })).toEqual({ ...running, started: false });
    await workspace.setClock("auto");
    const joined = await refresh({ runningUpdate: "join" });
    expect(joined).toMatchObject({ update_id: running.update_id, outcome: "succeeded", started: false });
  });

  it("its end is waited for, and another one starts", async () => {
    const time = startVirtualTime();
    const late = await failureOf(start({ runningUpdate: "wait", timeoutSeconds: "60" })).finally(() =>
      time.stop(),
    );
    expect(late.message).toContain(
      `update ${running.update_id} is running after 60 s, so no update was started`,
    );
    await workspace.setClock("auto");
    const next = await refresh({ runningUpdate: "wait" });
    expect(next).toMatchObject({ outcome: "succeeded", started: true });
    expect(next.update_id).not.toBe(running.update_id);
  });

  it("the deadline leaves it running, and the error says how to continue", async () => {
    const time = startVirtualTime();
    const { message } = await failureOf(refresh({ runningUpdate: "join", timeoutSeconds: "60" })).finally(
      () => time.stop(),
    );
    expect(message).toMatch(
      /^Update \S+ of pipeline \S+ failed: it is still \w+ after 60 s\. The update continues: Get Pipeline Update returns its state, Stop Pipeline stops it\./,
    );
  });

  it("it is stopped; a second stop changes nothing", async () => {
    expect(await run("stopPipeline", { pipelineId })).toMatchObject({ state: "STOPPING" });
    await workspace.setClock("auto");
    const stopped = await run("stopPipeline", { pipelineId, waitForCompletion: "true" });
    expect(stopped).toMatchObject({ state: "IDLE" });
    const { outcome } = await run("getPipelineUpdate", { pipelineId, updateId: running.update_id });
    expect(outcome).toBe("canceled");
  });
});

it("a continuous pipeline is awaited until it runs, and stopped", async () => {
  const own = await makePipeline("endless", `${view} ever AS SELECT 1 AS a;`, { continuous: true });
  expect(await refresh({ pipelineId: own })).toMatchObject({ state: "RUNNING", outcome: "active" });
  await run("stopPipeline", { pipelineId: own, waitForCompletion: "true" });
  expect((await run<Update[]>("listPipelineUpdates", { pipelineId: own }))[0]?.outcome).toBe("canceled");
});

it("lists have every page, and events those of one update, of a level and of a time", async () => {
  for (let count = 0; count < 102; count += 1)
    await makePipeline(`many${count}`, `${view} a AS SELECT 1 AS a;`);
  expect(await run<object[]>("listPipelines", {})).toHaveLength(103);
  expect(await run<object[]>("listPipelines", { limit: "101" })).toHaveLength(101);
  expect(await run("listPipelines", { pipelineName: " MANY101 " })).toMatchObject([{ name: "many101" }]);
  for (let count = 0; count < 14; count += 1) await refresh();
  const updates = await run<Update[]>("listPipelineUpdates", { pipelineId });
  expect(updates).toHaveLength(15);
  expect(updates.at(-1)?.update_id).toBe(updateExample.update_id);
  const events = (more: object): Promise<{ message: string; level: string }[]> =>
    run("listPipelineEvents", { pipelineId, ...more });
  const all = await events({});
  expect(all.length).toBeGreaterThan(100);
  expect(await events({ order: "ASC" })).toEqual([...all].reverse());
  const [second] = updates.slice(1);
  const own = await events({ updateId: second?.update_id });
  expect(own.length).toBeGreaterThan(3);
  expect(
    new Set(own.map((event) => (event as { origin?: { update_id?: string } }).origin?.update_id)),
  ).toEqual(new Set([second?.update_id]));
  expect(await events({ eventLevel: "errors" })).toEqual([]);
  expect(await events({ endTime: "2025-11-17T05:00:00Z" })).toHaveLength(2);
});

it("what is not there is refused with its ID, and an empty list is none", async () => {
  const missing = await failureOf(run("getPipeline", { pipelineId: "none" }));
  expect(missing.message).toContain("The specified pipeline none was not found. Check the Pipeline ID");
  const update = await failureOf(run("getPipelineUpdate", { pipelineId, updateId: "none" }));
  expect(update.message).toContain("The specified update none was not found.");
  const own = await makePipeline("idle", `${view} a AS SELECT 1 AS a;`);
  expect(await run("listPipelineUpdates", { pipelineId: own })).toEqual([]);
  expect(await run("listPipelineEvents", { pipelineId: own })).toEqual([]);
  await workspace.revoke({ securable: "pipeline", id: pipelineId, privilege: "CAN_RUN" });
  expect((await failureOf(start())).message).toContain("CAN RUN");
});

describe("Pipeline Update Completed", () => {
  it("gives each update once when it has ended, with its errors, and nothing of what was there before", async () => {
    const polled = new PolledFlow<Update>(workspace, "pipelineUpdateCompleted", { pipelineId });
    expect(await polled.poll()).toEqual({ items: [], pages: 1, noChanges: true });
    const good = await refresh();
    expect((await polled.poll()).items).toMatchObject([{ update_id: good.update_id, outcome: "succeeded" }]);
    await workspace.seed({ objects: [{ path: pipelineFileExample.path, content: "SELECT 1;" }] });
    const bad = await refresh({ failOnError: "false", timeoutSeconds: "1" });
    const { items } = await polled.poll();
    expect(items).toMatchObject([{ update_id: bad.update_id, outcome: "failed", errors: bad.errors }]);
    expect((await polled.poll()).noChanges).toBe(true);
  });

  it("follows a running update, and lets only the wanted outcomes through", async () => {
    await workspace.setClock("manual");
    await workspace.pipelines({ state_ms: hour });
    const { update_id } = await start();
    const stopped = new PolledFlow<Update>(workspace, "pipelineUpdateCompleted", {
      pipelineId,
      outcomes: ["canceled"],
    });
    const succeeded = new PolledFlow<Update>(workspace, "pipelineUpdateCompleted", {
      pipelineId,
      outcomes: ["succeeded"],
    });
    for (const flow of [stopped, succeeded, stopped]) expect((await flow.poll()).items).toEqual([]);
    await workspace.setClock("auto");
    await run("stopPipeline", { pipelineId, waitForCompletion: "true" });
    expect((await stopped.poll()).items).toMatchObject([{ update_id, outcome: "canceled" }]);
    expect((await succeeded.poll()).items).toEqual([]);
    expect((await stopped.poll()).items).toEqual([]);
  });
});
