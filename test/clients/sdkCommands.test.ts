/**
 * The official JavaScript client, unmodified, judges command execution. Where the two disagree, the workspace
 * is wrong.
 */
import { ApiError, type compute, WorkspaceClient } from "@databricks/sdk-experimental";
import { seed } from "../../demo/seed";
import { type RunningWorkspace, startWorkspace } from "../../packages/emulator/src/server";
import { PENDING_MS } from "../../packages/emulator/src/services/clusters/store";
import { clusterExample, terminatedClusterExample } from "../../src/services/clusters/clustersExamples";
import { commandInputExamples, commandStatusExample } from "../../src/services/commands/commandsExamples";

let running: RunningWorkspace;
let client: WorkspaceClient;

const clusterId = clusterExample.cluster_id;
const { contextId } = commandInputExamples;

beforeAll(async () => {
  running = await startWorkspace({ seed });
  // No loaders: neither the environment nor a configuration file has a say.
  client = new WorkspaceClient({ host: running.url, token: running.token, loaders: [] });
});
afterAll(() => running.close());
afterEach(() => jest.restoreAllMocks());

const start = (command: string, language: compute.Language = "python") =>
  client.commandExecution.execute({ clusterId, contextId, language, command });

const run = async (command: string, language?: compute.Language) =>
  (await start(command, language)).wait().then(({ status, results }) => ({ status, results }));

const problem = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error(`Not an ApiError: ${String(error)}`);
};

it("sees the example command as the example has it", async () => {
  const { clusterId, contextId, commandId } = commandInputExamples;
  expect(await client.commandExecution.commandStatus({ clusterId, contextId, commandId })).toEqual(
    commandStatusExample,
  );
});

it("makes a context, waits until it runs, runs code there and destroys it", async () => {
  const created = await client.commandExecution.create({ clusterId, language: "python" });
  const seen: (string | undefined)[] = [];
  const context = await created.wait({ onProgress: async ({ status }) => void seen.push(status) });
  expect(context).toEqual({ id: created.id, status: "Running" });
  expect(seen.at(-1)).toBe("Running");
  const key = { clusterId, contextId: String(context.id) };
  const command = await client.commandExecution.execute({ ...key, language: "python", command: "6 * 7" });
  expect(await command.wait()).toEqual({
    id: command.id,
    status: "Finished",
    results: { resultType: "text", data: "42" },
  });
  await client.commandExecution.destroy(key);
  const error = await problem(client.commandExecution.contextStatus(key));
  expect(error.statusCode).toBe(404);
  expect(error.message).toContain(`ContextNotFoundException: Context not found: ${context.id}`);
});

it("reads a table that Python displays and one that SQL gives", async () => {
  const results = {
    resultType: "table",
    data: [
      [0, "0"],
      [1, "1"],
    ],
    schema: [
      { name: "id", type: '"long"', metadata: "{}" },
      { name: "name", type: '"string"', metadata: "{}" },
    ],
    truncated: false,
    isJsonSchema: true,
  };
  const statement = "SELECT id, CAST(id AS STRING) AS name FROM range(2)";
  const tables = await Promise.all([run(`display(spark.sql("${statement}"))`), run(statement, "sql")]);
  expect(tables).toEqual([
    { status: "Finished", results },
    { status: "Finished", results },
  ]);
});

it("sees an exception in the code as a finished command with an error", async () => {
  expect(await run("raise ValueError('<broken>')")).toEqual({
    status: "Finished",
    results: {
      resultType: "error",
      summary: "<span class='ansi-red-fg'>ValueError</span>: &lt;broken&gt;",
      cause: expect.stringContaining("ValueError"),
    },
  });
});

it("cancels a command, waits until it is cancelled, and finds the state as it was", async () => {
  await run("x = 'kept'");
  const first = await start("import time; time.sleep(1000)");
  const cancelled = await client.commandExecution.cancel({
    clusterId,
    contextId,
    commandId: String(first.id),
  });
  expect(await cancelled.wait()).toMatchObject({ id: first.id, status: "Cancelled" });
  await expect(first.wait()).rejects.toThrow("failed to reach Finished or Error state, got Cancelled");
  expect((await run("x")).results?.data).toBe("'kept'");
});

it("is told in Databricks' words that there is no such cluster", async () => {
  const error = await problem(client.commandExecution.create({ clusterId: "0000-nope", language: "python" }));
  expect(error.statusCode).toBe(404);
  expect(error.message).toContain("ClusterNotFoundException: Cluster not found: 0000-nope");
});

it("takes a cluster that is not ready for one that will be, and tries again until it is", async () => {
  const { clusters, clock } = running.workspace;
  const starting = terminatedClusterExample.cluster_id;
  clusters.start(starting);
  const find = clusters.find.bind(clusters);
  const states: (string | undefined)[] = [];
  jest.spyOn(clusters, "find").mockImplementation((id) => {
    const found = find(id);
    states.push(found?.state);
    if (found?.state === "PENDING") clock.advance(PENDING_MS);
    return found;
  });
  const created = await client.commandExecution.create({ clusterId: starting, language: "sql" });
  expect((await created.wait()).status).toBe("Running");
  expect(states.slice(0, 2)).toEqual(["PENDING", "RUNNING"]);
});
