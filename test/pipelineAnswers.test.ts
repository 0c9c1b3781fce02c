/** The pipeline actions with rare or undocumented responses, and with invalid periods. */
import { pipelineExample, updateExample } from "../src/services/pipelines/pipelinesExamples";
import { failureOf, runnerIn } from "./support/component";
import { PolledFlow } from "./support/polledFlow";
import { startVirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

const { pipeline_id: pipelineId } = pipelineExample;
const { update_id: updateId } = updateExample;
const pipelinePath = `/api/2.0/pipelines/${pipelineId}`;
const updatesPath = `${pipelinePath}/updates`;

const workspace = useWorkspace({ clock: "auto" });

const run = runnerIn(workspace, { parameters: { pipelineId } });

const answer = (method: string, path: string, ...bodies: object[]): Promise<void> =>
  bodies.reduce<Promise<void>>(
    (before, body) => before.then(() => workspace.fault({ method, path, status: 200, body, times: 1 })),
    Promise.resolve(),
  );

describe("an awaited update", () => {
  const updates = (...states: object[]): Promise<void> =>
    answer(
      "GET",
      `${updatesPath}/${updateId}`,
      ...states.map((state) => ({ update: { update_id: updateId, ...state } })),
    );
  const refresh = async (): Promise<unknown> => {
    await answer("POST", updatesPath, { update_id: updateId });
    return run("startPipelineUpdate", { waitForCompletion: true });
  };

  it("of a pipeline in a continuous job ends at RUNNING, although its settings are not continuous", async () => {
    await updates({ state: "RUNNING", mode: "CONTINUOUS" });
    expect(await refresh()).toMatchObject({ state: "RUNNING", outcome: "active" });
  });

  it("that only validates a continuous pipeline ends", async () => {
    const validated = { validate_only: true, config: { continuous: true } };
    await updates({ state: "RUNNING", ...validated }, { state: "COMPLETED", ...validated });
    expect(await refresh()).toMatchObject({ state: "COMPLETED", outcome: "succeeded" });
  });

  it("that has failed is read whenever it began", async () => {
    await updates({ state: "FAILED", creation_time: Number.MAX_SAFE_INTEGER });
    expect(await run("getPipelineUpdate", { updateId })).toMatchObject({ outcome: "failed", errors: [] });
  });

  it("that fails since a schema has changed is followed to the one that the service starts", async () => {
    const failed = { update_id: updateId, state: "FAILED", creation_time: 1000 };
    const next = { update_id: "next", state: "COMPLETED", cause: "SCHEMA_CHANGE", creation_time: 2000 };
    await updates(failed);
    await answer("GET", updatesPath, { updates: [next, failed] });
    expect(await refresh()).toMatchObject({ update_id: "next", outcome: "succeeded" });
  });
});

describe("a refused start", () => {
  const refusal = { error_code: "RESOURCE_CONFLICT", message: "The pipeline is being reset." };
  beforeEach(() =>
    workspace.fault({ method: "POST", path: updatesPath, status: 409, body: refusal, times: 99 }),
  );

  it("has Databricks' message if no update is running, also at the deadline", async () => {
    const now = await failureOf(run("startPipelineUpdate"));
    expect(now.message).toMatch(/The pipeline is being reset\..* No update was started\. To join/);
    const time = startVirtualTime();
    const waiting = run("startPipelineUpdate", { runningUpdate: "wait", timeoutSeconds: 60 });
    const late = await failureOf(waiting).finally(() => time.stop());
    expect(late.message).toContain("Databricks rejects the start (The pipeline is being reset.) after 60 s");
  });

  it("remains certain if the running update cannot be read", async () => {
    await workspace.fault({ method: "GET", path: pipelinePath, status: 403, body: {}, times: 9 });
    const { message } = await failureOf(run("startPipelineUpdate", { runningUpdate: "join" }));
    expect(message).toContain("No update was started: The pipeline is being reset.");
  });
});

it.each([
  ["listPipelineEvents", { startTime: 2, endTime: 1 }, "Start Time must not be after End Time"],
  [
    "listClusterEvents",
    { clusterId: "c", startTime: 2, endTime: 1 },
    "Start Time must not be after End Time",
  ],
  ["listJobRuns", { startTimeFrom: 2, startTimeTo: 1 }, "Started From must not be after Started To"],
])("%s with %j sends nothing", async (key, parameters, message) => {
  expect((await failureOf(run(key, parameters))).message).toContain(message);
  expect(await workspace.requests()).toEqual([]);
});

it("the events of an update are requested by its ID, from shortly before its start, or selected from all events", async () => {
  const events = await run("listPipelineEvents", { updateId, limit: 1 });
  expect(events).toHaveLength(1);
  await workspace.fault({ path: `${pipelinePath}/events`, status: 400, body: {}, times: 1 });
  expect(await run("listPipelineEvents", { updateId, limit: 1 })).toEqual(events);
  const asked = (await workspace.requests()).filter(({ path }) => path.endsWith("/events"));
  const time = "timestamp >= '2025-11-17T03:59:00.000Z'";
  const own = `update_id = '${updateId}' AND ${time}`;
  expect(asked.map(({ query }) => query?.filter)).toEqual([own, own, time]);
});

it("a pipeline that has failed is stopped: nothing of it runs", async () => {
  await workspace.fault({
    method: "GET",
    path: pipelinePath,
    status: 200,
    body: { pipeline_id: pipelineId, state: "FAILED" },
    times: 2,
  });
  expect(await run("stopPipeline", { waitForCompletion: true })).toMatchObject({ state: "FAILED" });
});

it("a poll returns 1,000 updates, earliest first, and the next poll the others", async () => {
  interface Update {
    update_id: string;
    creation_time: number;
  }
  const polled = new PolledFlow<Update>(workspace, "pipelineUpdateCompleted", { pipelineId });
  await polled.poll();
  const begin = updateExample.creation_time + 1;
  // Two begin at a time, so that the limit is between two of them.
  const latestFirst = Array.from({ length: 1003 }, (_, index) => ({
    update_id: `u${1003 - index}`,
    creation_time: begin + Math.floor((1004 - index) / 2),
    state: "COMPLETED",
  }));
  const pages = Array.from({ length: 11 }, (_, page) => ({
    updates: latestFirst.slice(page * 100, page * 100 + 100),
    ...(page < 10 && { next_page_token: `page ${page}` }),
  }));
  await answer("GET", updatesPath, ...pages);
  const first = (await polled.poll()).items;
  expect([first.length, first[0]?.update_id]).toEqual([1000, "u1"]);
  await answer("GET", updatesPath, ...pages.slice(0, 1));
  await polled.poll();
  await answer("GET", updatesPath, ...pages.slice(0, 1));
  expect((await polled.poll()).noChanges).toBe(true);
  const ids = polled.received.map(({ update_id }) => update_id);
  expect([ids.length, new Set(ids).size]).toEqual([1003, 1003]);
  expect(polled.stateSize).toBeLessThan(1000);
});
