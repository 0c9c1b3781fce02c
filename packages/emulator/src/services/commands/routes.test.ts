import { once } from "node:events";
import { request } from "node:http";
import { terminatedCluster } from "../../seed/clusters";
import { commandInputs, commandStatus, executionContext } from "../../seed/commands";
import { currentUser } from "../../seed/identity";
import { commandClient, example, exampleClusterId } from "./commandClient";
import { CONTEXT_IDLE_MS, CONTEXTS_PER_CLUSTER } from "./store";

const {
  server,
  call,
  post,
  get,
  idOf,
  execute,
  statusOf,
  reached,
  run,
  contextStatus,
  createContext,
  refused,
} = commandClient();

describe("a fresh workspace", () => {
  it("has the example command, ended as the example says", async () => {
    expect(await statusOf(commandInputs.commandId)).toEqual(commandStatus);
  });

  it("has the example context, in which the example's code really gives the example's results", async () => {
    expect(await contextStatus(executionContext.id)).toBe("Running");
    const { language, command } = commandInputs;
    expect((await run(command, language)).results).toEqual(commandStatus.results);
  });
});

describe("contexts", () => {
  it("are Pending until their interpreter has come up", async () => {
    const { commands } = server().workspace;
    const { id } = commands.create(exampleClusterId, "python", currentUser.userName);
    expect(commands.status({ clusterId: exampleClusterId, contextId: id })).toEqual({
      id,
      status: "Pending",
    });
    const early = await execute("'early'", "python", { clusterId: exampleClusterId, contextId: id });
    expect(await contextStatus(id)).toBe("Running");
    expect(await reached(early, ["Finished"], { clusterId: exampleClusterId, contextId: id })).toMatchObject({
      results: { data: "'early'" },
    });
  });

  it("keep state of their own and are gone once destroyed", async () => {
    const [one, other] = await Promise.all([createContext(), createContext()]);
    await Promise.all([run("x = 1", "python", one), run("x = 2", "python", other)]);
    expect((await run("x", "python", one)).results?.data).toBe("1");
    expect((await run("x", "python", other)).results?.data).toBe("2");
    expect(await refused(post("contexts/destroy", one))).toEqual([200, {}]);
    const gone = [404, { error: `ContextNotFoundException: Context not found: ${one.contextId}` }];
    expect(await refused(get("contexts/status", one))).toEqual(gone);
    expect(await refused(post("contexts/destroy", one))).toEqual(gone);
    expect(await refused(post("commands/execute", { ...one, language: "python", command: "1" }))).toEqual(
      gone,
    );
    expect((await run("x", "python", other)).results?.data).toBe("2");
  });

  it.each(["restart", "delete"])(
    "are lost when their cluster is sent a %s, with what runs in them",
    async (verb) => {
      const running = await execute("import time; time.sleep(1000)");
      await reached(running, ["Running"]);
      await call(`2.1/clusters/${verb}`, {
        method: "POST",
        body: JSON.stringify({ cluster_id: exampleClusterId }),
      });
      expect(await refused(get("commands/status", { ...example, commandId: running }))).toEqual([
        404,
        { error: `ContextNotFoundException: Context not found: ${example.contextId}` },
      ]);
      const state = verb === "restart" ? "RESTARTING" : "TERMINATING";
      expect(
        await refused(post("contexts/create", { clusterId: exampleClusterId, language: "python" })),
      ).toEqual([
        500,
        {
          error: `ClusterNotReadyException: Cluster ${exampleClusterId} is not ready: its state is ${state}`,
        },
      ]);
    },
  );

  it("are refused beyond the limit until one of them has been idle for a day", async () => {
    for (let made = 1; made < CONTEXTS_PER_CLUSTER; made += 1) {
      await idOf(post("contexts/create", { clusterId: exampleClusterId, language: "sql" }));
    }
    const [status, body] = await refused(
      post("contexts/create", { clusterId: exampleClusterId, language: "sql" }),
    );
    expect([status, body.error]).toEqual([500, expect.stringContaining("limit of 145 execution contexts")]);
    server().workspace.clock.advance(CONTEXT_IDLE_MS);
    await createContext("sql");
    expect((await get("contexts/status", example)).status).toBe(404);
  });

  it("go into Error when their interpreter ends, and take no more commands", async () => {
    const key = await createContext();
    const waiting = execute("import os; os._exit(3)", "python", key);
    expect(await reached(await waiting, ["Error"], key)).toMatchObject({
      results: {
        resultType: "error",
        summary: "Fatal error: The Python kernel is unresponsive.",
        cause: "The Python process exited with exit code 3.",
      },
    });
    expect(await contextStatus(key.contextId)).toBe("Error");
    expect((await post("commands/execute", { ...key, language: "python", command: "1" })).status).toBe(500);
  });
});

describe("requests", () => {
  it.each([
    ["contexts/create", { language: "python" }, "Missing required field: clusterId"],
    ["contexts/create", { clusterId: "", language: "python" }, "Missing required field: clusterId"],
    ["contexts/create", { clusterId: [7], language: "python" }, "String field 'clusterId'"],
    ["contexts/create", { clusterId: exampleClusterId }, "Missing required field: language"],
    [
      "contexts/create",
      { clusterId: exampleClusterId, language: "PYTHON" },
      "language must be one of: python,r,scala,sql. Got: PYTHON",
    ],
    ["contexts/create", ["python"], "Expected 'START_OBJECT' not 'START_ARRAY'"],
    ["contexts/destroy", { clusterId: exampleClusterId }, "Missing required field: contextId"],
    ["commands/execute", { ...example, language: "python" }, "Missing required field: command"],
    ["commands/execute", { ...example, language: "python", command: ["1"] }, "String field 'command'"],
    ["commands/cancel", { ...example, commandId: null }, "Missing required field: commandId"],
  ])("to %s with %j are refused: %s", async (path, body, message) => {
    const [status, answer] = await refused(post(path, body));
    expect([status, answer]).toEqual([400, { error: expect.stringContaining(message) }]);
  });

  it("that GET are not read from their body", async () => {
    const { url, token } = server();
    const asked = request(`${url}/api/1.2/contexts/status`, {
      headers: { authorization: `Bearer ${token}` },
    });
    asked.end(JSON.stringify(example));
    const [answer] = await once(asked, "response");
    expect(answer.resume().statusCode).toBe(400);
  });

  it("that GET say all in their query", async () => {
    const message = { error: "IllegalArgumentException: Missing required field: clusterId" };
    expect(await refused(get("commands/status", {}))).toEqual([400, message]);
    expect((await call("1.2/contexts/status?clusterId=a&clusterId=b&contextId=c")).status).toBe(400);
  });

  it("for a cluster, context or command that is not there are told which", async () => {
    const notFound = (what: string, id: string) => [
      404,
      { error: `${what}NotFoundException: ${what} not found: ${id}` },
    ];
    const nowhere = { clusterId: "0000-nope", contextId: "1", commandId: "2" };
    expect(await refused(post("contexts/create", { ...nowhere, language: "python" }))).toEqual(
      notFound("Cluster", "0000-nope"),
    );
    expect(await refused(get("commands/status", nowhere))).toEqual(notFound("Cluster", "0000-nope"));
    expect(await refused(get("contexts/status", { clusterId: exampleClusterId, contextId: "1" }))).toEqual(
      notFound("Context", "1"),
    );
    expect(await refused(get("commands/status", { ...example, commandId: "2" }))).toEqual(
      notFound("Command", "2"),
    );
    expect(await refused(post("commands/cancel", { ...example, commandId: "2" }))).toEqual(
      notFound("Command", "2"),
    );
    const elsewhere = { ...example, clusterId: terminatedCluster.cluster_id };
    expect(await refused(get("contexts/status", elsewhere))).toEqual(notFound("Context", example.contextId));
  });

  it("for a terminated cluster are told that it is not ready", async () => {
    const body = { clusterId: terminatedCluster.cluster_id, language: "python" };
    const [status, { error }] = await refused(post("contexts/create", body));
    expect([status, error]).toEqual([500, expect.stringMatching(/^ClusterNotReadyException: .*TERMINATED$/)]);
  });
});

describe("commands", () => {
  it("of one context run one after another", async () => {
    const first = await execute("import time; time.sleep(1000)");
    const second = await execute("'second'");
    expect(await reached(first, ["Running"])).toEqual({ id: first, status: "Running" });
    expect(await statusOf(second)).toEqual({ id: second, status: "Queued" });
    await post("commands/cancel", { ...example, commandId: first });
    expect(await reached(second, ["Finished"])).toMatchObject({ results: { data: "'second'" } });
  });

  it("are cancelled while they run, and the context keeps its state", async () => {
    await run("x = 1");
    const commandId = await execute("import time; time.sleep(1000)");
    expect(await refused(post("commands/cancel", { ...example, commandId }))).toEqual([200, {}]);
    expect(await reached(commandId, ["Cancelled"])).toMatchObject({
      results: { resultType: "error", cause: expect.stringContaining("CommandCancelledException") },
    });
    expect((await run("x")).results?.data).toBe("1");
  });

  it("are cancelled while they wait, and never run", async () => {
    await run("ran = []");
    const first = await execute("import time; time.sleep(1000)");
    const second = await execute("ran.append(2)");
    const third = await execute("ran");
    await post("commands/cancel", { ...example, commandId: second });
    expect((await statusOf(second)).status).toBe("Cancelled");
    await post("commands/cancel", { ...example, commandId: first });
    expect(await reached(third, ["Finished"])).toMatchObject({ results: { data: "[]" } });
  });

  it("that have ended stay as they ended when they are cancelled", async () => {
    const { commandId } = commandInputs;
    expect((await post("commands/cancel", { ...example, commandId })).status).toBe(200);
    expect(await statusOf(commandId)).toEqual(commandStatus);
  });

  it("that raise are Finished with a result of type error", async () => {
    expect(await run("1 / 0")).toMatchObject({
      status: "Finished",
      results: {
        resultType: "error",
        summary: "<span class='ansi-red-fg'>ZeroDivisionError</span>: division by zero",
      },
    });
  });

  it.each(["scala", "r"])("in %s end as an error that names the missing engine", async (language) => {
    const key = await createContext(language);
    expect(await run("1", language, key)).toMatchObject({
      status: "Finished",
      results: { resultType: "error", summary: expect.stringContaining(`no ${language} engine`) },
    });
  });

  it("keep the auto clock from jumping while they run", async () => {
    const { clock } = server().workspace;
    const before = clock.now();
    let woken = false;
    void clock.sleep(60_000).then(() => {
      woken = true;
    });
    const commandId = await execute("import time; time.sleep(1000)");
    await reached(commandId, ["Running"]);
    clock.setMode("auto");
    await run("'queued'", "python", await createContext());
    expect([clock.now(), woken]).toEqual([before, false]);
    clock.setMode("manual");
  });
});
