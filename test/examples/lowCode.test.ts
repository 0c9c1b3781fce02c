/** The low-code sample: fits the component, can be imported, and does what it says. */
import { readFileSync } from "node:fs";
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { PRISM, runNode } from "../publish/commandLine";
import { PlatformStub } from "../publish/platformStub";
import { component, runIn } from "../support/component";
import { NotificationFlow, quickJob, startRun, untilTold } from "../support/notificationFlow";
import { PolledFlow } from "../support/polledFlow";
import { useWorkspace } from "../support/workspace";
import { type Integration, lowCodeFile, lowCodeSample, readIntegration, type Step } from "./integrationYaml";
import { LowCodeRun } from "./lowCodeRun";
import { complaintsAbout } from "./references";

const others = ["collection-tools", "log"];
const text = readFileSync(lowCodeFile, "utf8");

const stepsOf = ({ flows }: Integration, name: string): Step[] => {
  const found = flows.find((flow) => flow.name === name);
  if (!found) throw new Error(`No flow ${name}`);
  return found.steps;
};

describe("the definition", () => {
  it("fits the component, and itself", () => {
    expect(complaintsAbout(lowCodeSample(), { component, others })).toEqual([]);
    expect(lowCodeSample()).toMatchObject({
      name: "Databricks Order Changes",
      endpointType: "flow_specific",
    });
  });

  it.each([
    ["another version", "definitionVersion: 7", "definitionVersion: 6", /definition version is not 7/],
    ["an unknown connection", "key: personalAccessToken", "key: token", /there is no connection token/],
    [
      "an unknown field of the connection",
      "      host:",
      "      hostName:",
      /hostName: there is no such input/,
    ],
    [
      "an unknown data source",
      "key: selectTable",
      "key: pickTable",
      /Table: there is no data source pickTable/,
    ],
    ["a data source of another type", "key: selectTable", "key: mapTableColumns", /it gives no picklist/],
    ["an unknown trigger", "key: tableChanges", "key: changes", /there is no changes/],
    ["an unknown action", "key: insertRows", "key: addRows", /there is no addRows/],
    ["a public component", "isPublic: false", "isPublic: true", /the component is private/, true],
    ["an unknown component", "key: collection-tools", "key: tools", /the component tools is unknown/],
    ["an unknown input", "columnMapping:", "mapping:", /Insert Changes: mapping: there is no such input/],
    [
      "an empty input that is required",
      "          table:\n",
      "          tabel:\n",
      /table: is required, and empty/,
    ],
    ["a choice that there is not", "value: fail", "value: ignore", /afterGap: "ignore" does not fit/],
    ["a number in place of its text", 'value: "1000"', "value: 1000", /pageSize: 1000 does not fit/],
    [
      "a connection that is none",
      "value: Databricks Connection\n          warehouseId",
      "value: Table\n          warehouseId",
      /connection: is no connection/,
    ],
    [
      "an unknown config variable",
      "value: Schema\n          table",
      "value: Scheme\n          table",
      /there is no config variable Scheme/,
    ],
    [
      "an unknown config variable of a template",
      "{{#Catalog}}",
      "{{#Catalogue}}",
      /there is no config variable Catalogue/,
    ],
    [
      "a picker that is asked too early",
      "value: Catalog\n      - type: configVar\n        value: Schema",
      "value: Schema\n      - type: configVar\n        value: Catalog",
      /Schema: catalog: there is no config variable Catalog/,
    ],
    [
      "a config variable that is not asked",
      "      - type: configVar\n        value: Job\n",
      "      []\n",
      /Job is on no page/,
    ],
    [
      "a step that there is not",
      "value: failureRecord.results",
      "value: failure.results",
      /there is no step failure before/,
    ],
    [
      "a result that there is not",
      "getFailedRun.results.outcome",
      "getFailedRun.results.result",
      /nothing is at getFailedRun.results.result/,
    ],
    [
      "a field of a record that there is not",
      '"change": "_change_type"',
      '"change": "change_type"',
      /columnMapping: records have no change_type/,
    ],
    ["a poll without a schedule", "        schedule:\n", "        plan:\n", /its schedule does not fit/],
    ["other branches", "- name: Refused", "- name: Else", /its branches are others/],
  ])("with %s would be found out", (_, from, to, complaint, everywhere = false) => {
    expect(text).toContain(from);
    const changed = everywhere ? text.replaceAll(from, to) : text.replace(from, to);
    const complaints = complaintsAbout(readIntegration(changed), { component, others });
    expect(complaints).toContainEqual(expect.stringMatching(complaint));
  });
});

it("is imported by the platform's command line", async () => {
  const platform = new PlatformStub();
  await platform.start();
  const finished = await runNode([PRISM, "integrations:import", "--path", lowCodeFile], {
    env: { PRISMATIC_URL: platform.url, PRISM_ACCESS_TOKEN: "any-token" },
  });
  platform.stop();
  expect(finished).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("SW50ZWdyYXRpb246MQ==") });
  expect(platform.unknownOperations).toEqual([]);
  expect(platform.imports).toHaveLength(1);
  expect(readIntegration(String(platform.imports[0]?.definition))).toEqual(lowCodeSample());
});

describe("its flows", () => {
  const configVars = {
    "SQL Warehouse": warehouseExample.id,
    Catalog: "workspace",
    Schema: "default",
    Table: "orders",
  };
  const workspace = useWorkspace({ clock: "auto" });

  const sql = (sqlStatement: string): Promise<unknown> =>
    runIn(workspace, "runSql", { warehouseId: warehouseExample.id, catalog: "workspace", sqlStatement });

  beforeEach(async () => {
    const [, tables = ""] = /```sql\n([\s\S]*?)```/.exec(text) ?? [];
    for (const statement of tables.split(";").filter((one) => one.trim())) await sql(statement);
  });

  it("write each change of an order into the second table", async () => {
    const steps = stepsOf(lowCodeSample(), "Order Changes");
    const run = new LowCodeRun(workspace, configVars);
    const [trigger] = steps;
    if (!trigger) throw new Error("No trigger");
    const polled = new PolledFlow(workspace, trigger.action.key, run.inputsOf(trigger), "allAtOnce");
    expect(await polled.poll()).toMatchObject({ items: [] });
    await sql("INSERT INTO default.orders VALUES (7, 'placed'), (8, NULL)");
    await sql("UPDATE default.orders SET status = 'paid; --''' WHERE id = 7");
    await run.start(steps, { body: { data: (await polled.poll()).items } });
    expect(await sql("SELECT * FROM default.order_changes ORDER BY table_version, order_id")).toMatchObject({
      rows: [
        { order_id: 7, status: "placed", change: "insert", table_version: 1 },
        { order_id: 8, status: null, change: "insert", table_version: 1 },
        { order_id: 7, status: "paid; --'", change: "update_postimage", table_version: 2 },
      ],
    });
  });

  it("write a run that fails into the third table, and tell of it", async () => {
    const task = { task_key: "check", condition_task: { op: "LESS_THAN", left: "no number", right: "1" } };
    const jobId = await quickJob(workspace, { tasks: [task] });
    const steps = stepsOf(lowCodeSample(), "Job Failures");
    const run = new LowCodeRun(workspace, { ...configVars, Job: String(jobId) });
    const [trigger] = steps;
    if (!trigger) throw new Error("No trigger");
    const flow = new NotificationFlow(workspace);
    const inputs = run.inputsOf(trigger);
    await flow.listen(inputs);
    await flow.deploy(inputs);
    const runId = await startRun(workspace, jobId);
    await untilTold(workspace, runId);
    await flow.close();
    for (const { payload, branch } of flow.received) await run.start(steps, payload, branch);
    const page = expect.stringContaining(`/run/${runId}`);
    expect(await sql("SELECT * FROM default.job_failures")).toMatchObject({
      rows: [{ job: "Quick", run_id: String(runId), outcome: "failed", page }],
    });
    expect(run.log).toEqual(["Quick ended as failed, kept in workspace.default"]);
  });

  it("leave a stranger's request alone", async () => {
    const run = new LowCodeRun(workspace, configVars);
    await run.start(
      stepsOf(lowCodeSample(), "Job Failures"),
      { body: { data: { refused: "No" } } },
      "Refused",
    );
    expect(run.log).toEqual([]);
  });
});
