/** The official JavaScript client, unmodified, judges pipelines. Where the two disagree, the workspace is wrong. */
import type { WorkspaceClient } from "@databricks/sdk-experimental";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import { pipelineExample, updateExample } from "../../src/services/pipelines/pipelinesExamples";
import { apiErrorOf, listItems, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace("auto"));
});
afterEach(() => running.close());

const { pipeline_id } = pipelineExample;

/** Reads an update until it has ended. */
const ended = async (update_id: string) => {
  for (let tries = 0; tries < 1000; tries += 1) {
    const { update } = await client.pipelines.getUpdate({ pipeline_id, update_id });
    if (["COMPLETED", "FAILED", "CANCELED"].includes(update?.state ?? "")) return update;
  }
  throw new Error("The update does not end");
};

it("starts an update, reads it, and lists updates and events", async () => {
  const { update_id = "" } = await client.pipelines.startUpdate({ pipeline_id });
  expect(await ended(update_id)).toMatchObject({
    state: "COMPLETED",
    cause: "API_CALL",
    full_refresh: false,
  });
  const { updates = [] } = await client.pipelines.listUpdates({ pipeline_id });
  expect(updates.map((update) => update.update_id)).toEqual([update_id, updateExample.update_id]);
  const events = await listItems(client.pipelines.listPipelineEvents({ pipeline_id, max_results: 3 }));
  expect(events.length).toBeGreaterThan(6);
  const filter = `update_id = '${updateExample.update_id}'`;
  const earlier = await listItems(client.pipelines.listPipelineEvents({ pipeline_id, filter }));
  expect(new Set(earlier.map(({ origin }) => origin?.update_id))).toEqual(new Set([updateExample.update_id]));
  expect(events[0]).toMatchObject({ event_type: "update_progress", origin: { update_id }, level: "INFO" });
});

it("creates a pipeline, sees it fail, and finds the errors by their level", async () => {
  const made = await client.pipelines.create({
    name: "Judge",
    catalog: "main",
    schema: "default",
    development: true,
    libraries: [{ file: { path: "/Workspace/Shared/nothing.sql" } }],
  });
  const own = made.pipeline_id ?? "";
  await client.pipelines.startUpdate({ pipeline_id: own });
  for (let tries = 0; (await client.pipelines.get({ pipeline_id: own })).state !== "IDLE"; tries += 1) {
    if (tries > 1000) throw new Error("The pipeline does not become idle");
  }
  expect((await client.pipelines.get({ pipeline_id: own })).health).toBe("UNHEALTHY");
  const errors = await listItems(
    client.pipelines.listPipelineEvents({ pipeline_id: own, filter: "level='ERROR'" }),
  );
  expect(errors[0]?.error?.exceptions?.[0]?.message).toContain(
    "/Workspace/Shared/nothing.sql does not exist",
  );
});

it("stops an update, and is told what is active and what is not there", async () => {
  running.workspace.clock.setMode("manual");
  running.workspace.pipelines.configure({ state_ms: 1000 });
  const { update_id = "" } = await client.pipelines.startUpdate({ pipeline_id });
  const busy = await apiErrorOf(client.pipelines.startUpdate({ pipeline_id }));
  expect([busy.statusCode, busy.message]).toEqual([409, expect.stringContaining("active update")]);
  running.workspace.clock.setMode("auto");
  await (await client.pipelines.stop({ pipeline_id })).wait();
  expect(await ended(update_id)).toMatchObject({ state: "CANCELED" });
  const missing = await apiErrorOf(client.pipelines.getUpdate({ pipeline_id, update_id: "none" }));
  expect(missing).toMatchObject({ statusCode: 404, message: "The specified update none was not found." });
});
