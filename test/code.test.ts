/** Code that runs in one step, or in a context: waited for, failed, cancelled; nothing is left behind. */
import { clusterExample, terminatedClusterExample } from "../src/services/clusters/clustersExamples";
import { commandInputExamples } from "../src/services/commands/commandsExamples";
import { failureOf, runIn, useLogLines } from "./support/component";
import { startVirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

interface Ended {
  status: string;
  output: { resultType: string; text?: string; rows?: object[]; summary?: string; cause?: string };
}

const clusterId = clusterExample.cluster_id;
const always = 1000;

const workspace = useWorkspace({ clock: "auto" });
const lines = useLogLines();

const runCode = (command: string, more: Record<string, unknown> = {}): Promise<Ended> =>
  runIn(workspace, "runCode", { clusterId, command, ...more }, { lines }) as Promise<Ended>;

/** The requests that change something, in words. */
const changes = async (): Promise<string[]> =>
  (await workspace.requests())
    .filter(({ method }) => method === "POST")
    .map(({ path }) => path.replace("/api/1.2/", ""));

const whole = ["contexts/create", "commands/execute", "contexts/destroy"];

describe("Run Code", () => {
  it("makes a context, runs the code, and destroys the context", async () => {
    const { status, output } = await runCode("print('a'); 6 * 7");
    expect(status).toBe("Finished");
    expect(output.text).toMatch(/a\n.*42/s);
    expect(await changes()).toEqual(whole);
  });

  it("gives a table as rows by column name", async () => {
    const { output } = await runCode("SELECT iata, state FROM samples.aviation.airports WHERE iata = 'HNL'", {
      language: "sql",
    });
    expect(output).toMatchObject({
      resultType: "table",
      rows: [{ iata: "HNL", state: "HI" }],
      truncated: false,
    });
  });

  it("fails the step with an exception's message and trace, and leaves no context", async () => {
    const error = await failureOf(runCode("def boil():\n    raise ValueError('too <b>hot</b>')\nboil()"));
    expect(error).toMatchObject({ name: "DatabricksError", resourceIds: { clusterId } });
    expect(error.message).toContain("ValueError: too");
    expect(error.message).toContain("boil");
    expect(error.message).not.toContain("\u001b");
    expect(await changes()).toEqual(whole);
  });

  it("returns an exception where that is wanted", async () => {
    const { output } = await runCode("1 / 0", { failOnError: false });
    expect(output).toMatchObject({
      resultType: "error",
      summary: expect.stringContaining("division by zero"),
    });
    expect(output.cause).toContain("ZeroDivisionError");
  });

  it("cancels the code at the deadline, then destroys the context", async () => {
    const time = startVirtualTime();
    const running = { id: "d4a7c1e02f5b4c3c9a86b1e7350f2d48", status: "Running" };
    await workspace.fault({ path: "/api/1.2/commands/status", status: 200, body: running, times: always });
    // The interpreter comes up in real time, which virtual time does not wait for.
    const ready = { id: "1", status: "Running" };
    await workspace.fault({ path: "/api/1.2/contexts/status", status: 200, body: ready, times: always });
    const { message } = await failureOf(runCode("pass", { timeoutSeconds: 30 }));
    time.stop();
    expect(message).toContain("it is still Running after 30 s");
    expect(message).toContain("It was cancelled.");
    expect(await changes()).toEqual([
      "contexts/create",
      "commands/execute",
      "commands/cancel",
      "contexts/destroy",
    ]);
  });

  it("destroys the context where the state of the code cannot be read, and where the code was not taken", async () => {
    await workspace.fault({
      path: "/api/1.2/commands/status",
      status: 403,
      body: { error: "No" },
      times: always,
    });
    await failureOf(runCode("pass"));
    expect(await changes()).toEqual(whole);
    await workspace.clearFaults();
    await workspace.forget();
    await workspace.fault({ path: "/api/1.2/commands/execute", status: 400, body: { error: "No" } });
    expect((await failureOf(runCode("pass"))).message).toContain("No");
    expect(await changes()).toEqual(whole);
  });

  it("does not run code twice where the answer is lost, and destroys the context", async () => {
    await workspace.fault({ path: "/api/1.2/commands/execute", phase: "after", drop: true });
    expect((await failureOf(runCode("pass"))).message).toContain("not known whether");
    expect(await changes()).toEqual(whole);
  });

  it("gives the results although the context could not be destroyed, and warns of it", async () => {
    await workspace.fault({ path: "/api/1.2/contexts/destroy", status: 400, body: { error: "No" } });
    expect((await runCode("1")).output.text).toContain("1");
    expect(lines).toEqual([
      expect.objectContaining({ level: "warn", text: expect.stringContaining("could not be destroyed") }),
    ]);
  });

  it("waits for a cluster that starts, and for one that refuses contexts for a while", async () => {
    await workspace.seed({ clusters: [{ ...clusterExample, state: "PENDING" }] });
    await workspace.fault({
      path: "/api/1.2/contexts/create",
      status: 500,
      body: { error: "ClusterNotReadyException: not yet" },
      times: 2,
    });
    expect((await runCode("2")).output.text).toContain("2");
    expect((await changes()).filter((path) => path === "contexts/create")).toHaveLength(3);
  });

  it("takes no cluster that has terminated, unless it may start it", async () => {
    const given = { clusterId: terminatedClusterExample.cluster_id };
    const { message } = await failureOf(runCode("3", given));
    expect(message).toContain("it is TERMINATED, so it cannot run code");
    expect(await changes()).toEqual([]);
    expect((await runCode("3", { ...given, startCluster: true })).output.text).toContain("3");
  });
});

describe("commands", () => {
  const { contextId } = commandInputExamples;
  const key = { clusterId, contextId };

  it("are waited for where that is wanted, with their results", async () => {
    const ended = (await runIn(workspace, "runCommand", {
      ...key,
      command: "print('x')",
      waitForCompletion: true,
    })) as Ended;
    expect(ended).toMatchObject({
      status: "Finished",
      output: { resultType: "text", text: expect.stringContaining("x") },
    });
  });

  it("go on after the deadline, and the error says how to look", async () => {
    const time = startVirtualTime();
    const running = { id: "d4a7c1e02f5b4c3c9a86b1e7350f2d48", status: "Running" };
    await workspace.fault({ path: "/api/1.2/commands/status", status: 200, body: running, times: always });
    const waiting = { ...key, command: "pass", waitForCompletion: true, timeoutSeconds: 20 };
    const { message } = await failureOf(runIn(workspace, "runCommand", waiting));
    time.stop();
    expect(message).toContain("It continues to run: Get Command Status returns its status");
    expect(await changes()).toEqual(["commands/execute"]);
  });

  it("say that their context is gone", async () => {
    const lost = { error: "ContextNotFoundException: Context not found: 1" };
    await workspace.fault({ path: "/api/1.2/commands/status", status: 404, body: lost, times: always });
    const { message } = await failureOf(
      runIn(workspace, "runCommand", { ...key, command: "pass", waitForCompletion: true }),
    );
    expect(message).toContain("its cluster may have restarted or terminated. Create a new one.");
  });

  it("are cancelled, and contexts destroyed", async () => {
    const { id } = (await runIn(workspace, "createExecutionContext", { clusterId })) as { id: string };
    const own = { clusterId, contextId: id };
    const { id: commandId } = (await runIn(workspace, "runCommand", {
      ...own,
      command: "import time\nwhile True: time.sleep(0.05)",
    })) as { id: string };
    const { status } = (await runIn(workspace, "cancelCommand", { ...own, commandId })) as Ended;
    expect(["Cancelling", "Cancelled"]).toContain(status);
    expect(await runIn(workspace, "destroyExecutionContext", own)).toEqual({ id });
    expect((await failureOf(runIn(workspace, "getExecutionContextStatus", own))).message).toContain(
      "not found",
    );
  });
});
