/** The code-native sample: compiles against the component's manifest, can be imported, and does what it says. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { PRISM, root, runNode } from "../publish/commandLine";
import { PlatformStub } from "../publish/platformStub";
import { component, recordingLogger, runIn, tokenConnection, useLogLines } from "../support/component";
import { NotificationFlow, quickJob, startRun, untilTold } from "../support/notificationFlow";
import { PolledFlow } from "../support/polledFlow";
import { useWorkspace } from "../support/workspace";
import { type Integration, readIntegration, type Step } from "./integrationYaml";
import { LowCodeRun } from "./lowCodeRun";
import { complaintsAbout } from "./references";
import { changedProject, runScript, sampleProject } from "./sampleProject";

type Perform = (context: object, params: object) => Promise<{ data: unknown }>;

interface Built {
  key: string;
  codeNativeIntegrationYAML: string;
  actions: Record<string, { perform: Perform }>;
}

let project: string;
let built: Built;
let definition: Integration;

beforeAll(async () => {
  project = await sampleProject();
  expect(await runScript(project, "build")).toMatchObject({ exitCode: 0 });
  built = require(path.join(project, "dist/index.js")).default;
  definition = readIntegration(built.codeNativeIntegrationYAML);
});

describe("the sample", () => {
  it("compiles, and would not with an input that there is not", async () => {
    const changed = changedProject(project, {
      "flows/newOrders.ts": ["cursorColumn:", "cursorColum:"],
      "flows/failedRuns.ts": ["runId:", "runID:"],
      "flows/ordersIn.ts": ["columnMapping:", "mapping:"],
      // No code reads this config variable: the compiler would report the reading in place of the other mistakes.
      "configPages.ts": [
        '"selectJob", values: { connection }',
        '"selectJob", values: { connexion: connection }',
      ],
    });
    const [right, wrong] = await Promise.all([
      runScript(project, "typecheck"),
      runScript(changed, "typecheck"),
    ]);
    expect([right.stdout, right.exitCode]).toEqual(["", 0]);
    expect(wrong.exitCode).not.toBe(0);
    expect(wrong.stdout).toMatch(/flows\/newOrders.ts[\s\S]*'cursorColum' does not exist/);
    expect(wrong.stdout).toMatch(/flows\/failedRuns.ts.*'runID' does not exist/);
    expect(wrong.stdout).toMatch(/flows\/ordersIn.ts.*'mapping' does not exist/);
    expect(wrong.stdout).toMatch(/configPages.ts.*'connexion' does not exist/);
  });

  it("refers to what the component has", () => {
    const others = [built.key, "webhook-triggers"];
    expect(complaintsAbout(definition, { component, others })).toEqual([]);
    const triggers = definition.flows.map(({ steps: [trigger] }) => trigger?.action.key);
    expect(triggers).toEqual(["newRows", "jobNotification", "webhook"]);
  });

  it("is made with the versions that this project is made with", () => {
    const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), "utf8"));
    const { dependencies, devDependencies } = read("package.json");
    const own = read("examples/code-native/package.json");
    expect({ ...dependencies, ...devDependencies }).toMatchObject({
      ...own.dependencies,
      ...own.devDependencies,
    });
  });

  it("is imported by the platform's command line", async () => {
    const platform = new PlatformStub();
    await platform.start();
    const finished = await runNode([PRISM, "integrations:import"], {
      cwd: project,
      env: { PRISMATIC_URL: platform.url, PRISM_ACCESS_TOKEN: "any-token" },
    });
    platform.stop();
    expect(finished).toMatchObject({ exitCode: 0 });
    expect(platform.unknownOperations).toEqual([]);
    const [sent] = platform.imports;
    expect(readIntegration(String(sent?.definition)).flows.map(({ name }) => name)).toEqual([
      "New Orders",
      "Failed Runs",
      "Orders In",
    ]);
    const [published] = platform.publishes as { actions: { key: string }[] }[];
    expect(published?.actions.map(({ key }) => key)).toEqual(Object.keys(built.actions));
    expect(Object.keys(unzipSync(platform.uploads[0]?.body ?? Buffer.alloc(0)))).toEqual(["index.js"]);
  });
});

describe("its flows", () => {
  const workspace = useWorkspace({ clock: "auto" });
  const lines = useLogLines();
  const chosen = {
    "SQL Warehouse": warehouseExample.id,
    Catalog: "workspace",
    Schema: "default",
    Table: "orders",
  };

  const sql = (sqlStatement: string): Promise<unknown> =>
    runIn(workspace, "runSql", { warehouseId: warehouseExample.id, sqlStatement });

  /** Runs a flow as the platform would: the actions that it calls are those of the built component. */
  const execute = async (key: string, results: object, configVars: object = {}): Promise<unknown> => {
    const action = built.actions[key];
    if (!action) throw new Error(`No ${key}`);
    const invoke = async (reference: { key: string }, _context: object, values: Record<string, unknown>) => {
      const { connection: _, ...parameters } = values;
      return { data: await runIn(workspace, reference.key, parameters) };
    };
    const context = {
      configVars: { ...chosen, "Databricks Connection": tokenConnection(workspace), ...configVars },
      logger: recordingLogger(lines),
      _components: { invoke },
    };
    return (await action.perform(context, { onTrigger: { results } })).data;
  };

  const triggerOf = (name: string): Step => {
    const trigger = definition.flows.find((flow) => flow.name === name)?.steps[0];
    if (!trigger) throw new Error(`No flow ${name}`);
    return trigger;
  };

  it("insert posted orders as they are mapped, and start with them when they are polled", async () => {
    await sql(
      "CREATE TABLE workspace.default.orders (`order number` STRING, customer STRING, total DECIMAL(18,2), placed_at TIMESTAMP, `50%` STRING)",
    );
    const mapper = definition.requiredConfigVars.find(({ key }) => key === "Column Mapping");
    const names = ((mapper?.inputs?.fields?.value ?? []) as { value: string }[]).map(({ value }) => value);
    const place = { catalog: "workspace", schema: "default", table: "orders" };
    const form = (await runIn(workspace, "mapTableColumns", { ...place, fields: names })) as {
      data: Record<string, string>;
    };
    expect(Object.values(form.data)).toEqual(names);
    const mapping = { ...form.data, "50%25": "coupon" };

    const inputs = new LowCodeRun(workspace, { ...chosen, "Cursor Column": "placed_at" }).inputsOf(
      triggerOf("New Orders"),
    );
    const polled = new PolledFlow<Record<string, unknown>>(workspace, "newRows", inputs);
    await polled.poll();

    const orders = Array.from({ length: 120 }, (_, index) => ({
      orderNumber: `A-${index}'; --`,
      customer: index % 2 ? "Ada" : undefined,
      total: "1234567890123456.78",
      placedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString(),
      coupon: "WELCOME",
    }));
    const posted = await execute(
      "ordersIn_onExecution",
      { body: { data: orders } },
      { "Column Mapping": mapping },
    );
    expect(posted).toEqual({ inserted: 120 });

    const { items } = await polled.poll();
    expect(items).toHaveLength(120);
    expect(items[1]).toEqual({
      "order number": "A-1'; --",
      customer: "Ada",
      total: "1234567890123456.78",
      placed_at: "2026-01-01T00:00:01.000Z",
      "50%": "WELCOME",
    });
    expect(items[2]).toMatchObject({ customer: null });
    expect(await execute("newOrders_onExecution", { body: { data: items } })).toEqual(items);
    expect(lines.map(({ text }) => text)).toContain("120 new orders");
  });

  it("refuse what is no order or does not fit, and insert nothing of it", async () => {
    await sql("CREATE TABLE workspace.default.orders (customer STRING, total DECIMAL(18,2))");
    const post = (data: unknown, mapping: object) =>
      execute("ordersIn_onExecution", { body: { data } }, { "Column Mapping": mapping });
    await expect(post("order", { customer: "customer" })).rejects.toThrow("An order must be a JSON object.");
    const orders = [
      { customer: "Ada", total: "49.90" },
      { customer: "Emmy", total: "much" },
    ];
    await expect(post(orders, { total: "total" })).rejects.toThrow(/record 2.*total/is);
    await expect(post({ orderNumber: "A-1" }, { customer: "", total: "" })).rejects.toThrow(/orderNumber/);
    expect(await sql("SELECT * FROM workspace.default.orders")).toMatchObject({ rows: [] });
  });

  it("tell of a run that fails, and not of a stranger's request", async () => {
    const task = { task_key: "check", condition_task: { op: "LESS_THAN", left: "no number", right: "1" } };
    const jobId = await quickJob(workspace, { tasks: [task] });
    const inputs = new LowCodeRun(workspace, { Job: String(jobId) }).inputsOf(triggerOf("Failed Runs"));
    const flow = new NotificationFlow(workspace);
    await flow.listen(inputs);
    await flow.deploy(inputs);
    const runId = await startRun(workspace, jobId);
    await untilTold(workspace, runId);
    await flow.close();
    expect(flow.received).toHaveLength(1);
    expect(await execute("failedRuns_onExecution", flow.received[0]?.payload ?? {})).toMatchObject({
      job: "Quick",
      outcome: "failed",
      tasks: [{ task: "check", outcome: "failed", message: expect.any(String) }],
    });
    expect(lines.at(-1)?.text).toMatch(/^Quick ended as failed: http/);
    expect(
      await execute("failedRuns_onExecution", { body: { data: { refused: "No", status: 401 } } }),
    ).toBeNull();
  });
});
