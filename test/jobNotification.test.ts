/** The trigger Job Notification: deployed, redeployed, in manual mode, and what it tells of its password. */
import { jobExample } from "../src/services/jobs/jobsExamples";
import { failureOf } from "./support/component";
import {
  changesIn,
  destinationsOf,
  foreignDestination,
  NotificationFlow,
  quickJob,
  settingsOf,
  updateJob,
} from "./support/notificationFlow";
import { useWorkspace } from "./support/workspace";

const base = "/api/2.0/notification-destinations";

const workspace = useWorkspace();
let flow: NotificationFlow;
beforeEach(() => {
  flow = new NotificationFlow(workspace);
});

const webhooks = async (jobId?: number) => (await settingsOf(workspace, jobId)).webhook_notifications;

describe("a deployment", () => {
  it("makes a destination that people recognise, and adds it to the job for the chosen events", async () => {
    await flow.deploy();
    const [own, ...others] = await destinationsOf(workspace);
    expect(others).toEqual([]);
    expect(own?.display_name).toMatch(
      new RegExp(
        `^Airport Reports / Airports Counted / Nightly: job ${jobExample.job_id} \\[[0-9a-f]{16}\\]$`,
      ),
    );
    const entry = [{ id: own?.id }];
    expect(await webhooks()).toEqual({ on_success: entry, on_failure: entry });
    expect(await changesIn(workspace)).toEqual([`POST ${base}`, "POST /api/2.2/jobs/update"]);
    expect(flow.lines.map(({ text }) => text).join()).toContain("was created and is notified of job");
  });

  it("leaves everything else of the job as it is", async () => {
    const other = await foreignDestination(workspace);
    const settings = { webhook_notifications: { on_start: [{ id: other }], on_failure: [{ id: other }] } };
    await updateJob(workspace, jobExample.job_id, { new_settings: { ...settings, max_concurrent_runs: 3 } });
    const before = await settingsOf(workspace);
    await flow.deploy();
    const after = await settingsOf(workspace);
    const [, own] = await destinationsOf(workspace);
    expect(after).toEqual({
      ...before,
      webhook_notifications: {
        on_start: [{ id: other }],
        on_failure: [{ id: other }, { id: own?.id }],
        on_success: [{ id: own?.id }],
      },
    });
    await flow.remove();
    expect(await settingsOf(workspace)).toEqual(before);
  });

  it("that is repeated changes nothing in the job and keeps the destination and its credentials", async () => {
    await flow.deploy();
    const [before, state] = [await destinationsOf(workspace), flow.crossFlowState];
    await workspace.forget();
    await flow.deploy();
    expect(await destinationsOf(workspace)).toEqual(before);
    expect(flow.crossFlowState).toEqual(state);
    expect(await changesIn(workspace)).toEqual([`PATCH ${base}/*`]);
  });

  it("finds its destination again after names have changed", async () => {
    await flow.deploy();
    const [before] = await destinationsOf(workspace);
    flow.instance.name = "Weekly";
    flow.crossFlowState = {};
    await flow.deploy();
    const [after, ...others] = await destinationsOf(workspace);
    expect([after?.id, others]).toEqual([before?.id, []]);
    expect(after?.display_name).toContain("Weekly");
  });

  it("keeps flows and instances apart", async () => {
    const other = new NotificationFlow(workspace);
    other.instance = { ...other.instance, id: "instance-two" };
    await flow.deploy();
    await other.deploy();
    expect(await destinationsOf(workspace)).toHaveLength(2);
    await flow.remove();
    expect(await destinationsOf(workspace)).toHaveLength(1);
    expect(new Set(Object.keys((await webhooks()) as object))).toEqual(new Set(["on_success", "on_failure"]));
  });

  it("makes another destination where somebody has deleted it, and takes the old one out of the job", async () => {
    await flow.deploy();
    const [first] = await destinationsOf(workspace);
    await workspace.call("DELETE", `${base}/${first?.id}`);
    await flow.deploy();
    const [second, ...others] = await destinationsOf(workspace);
    expect(others).toEqual([]);
    expect(second?.id).not.toBe(first?.id);
    expect(await webhooks()).toEqual({ on_success: [{ id: second?.id }], on_failure: [{ id: second?.id }] });
  });

  it("follows the job and the events", async () => {
    const second = await quickJob(workspace);
    await flow.deploy();
    await flow.deploy({ jobId: String(second), onStart: true, onSuccess: false });
    const [own, ...others] = await destinationsOf(workspace);
    expect(others).toEqual([]);
    expect(own?.display_name).toContain(`job ${second} `);
    expect(await webhooks()).toEqual({});
    expect(await webhooks(second)).toEqual({ on_start: [{ id: own?.id }], on_failure: [{ id: own?.id }] });
  });

  it("says which events have no room", async () => {
    const three = [];
    for (const name of ["a", "b", "c"]) three.push({ id: await foreignDestination(workspace, name) });
    await updateJob(workspace, jobExample.job_id, {
      new_settings: { webhook_notifications: { on_failure: three } },
    });
    const { message } = await failureOf(flow.deploy());
    expect(message).toContain("Databricks allows 3 destinations per event");
    expect(message).toContain(`on_failure (${three.map(({ id }) => id).join(", ")})`);
    expect(await destinationsOf(workspace)).toHaveLength(3);
    await flow.deploy({ onFailure: false });
    expect(await destinationsOf(workspace)).toHaveLength(4);
  });

  it("says that a deleted destination in the job is in the way, and leaves nothing behind", async () => {
    const other = await foreignDestination(workspace);
    await updateJob(workspace, jobExample.job_id, {
      new_settings: { webhook_notifications: { on_start: [{ id: other }] } },
    });
    await workspace.call("DELETE", `${base}/${other}`);
    const { message } = await failureOf(flow.deploy());
    expect(message).toContain(`Webhook with id '${other}' was not found.`);
    expect(message).toContain("remove it from the notifications there.");
    expect(message).toContain("The notification destination was deleted again.");
    expect(await destinationsOf(workspace)).toEqual([]);
  });

  it("warns that no slow run will be told of where the job does not say what is slow", async () => {
    await flow.deploy({ onSlow: true });
    expect(flow.warnings().join()).toContain("has no duration warning");
  });

  it.each([
    [{ jobId: "" }, "Job ID is empty: automatic mode needs it."],
    [{ jobId: "x" }, "Job ID must be the digits of an ID"],
    [{ jobId: "7" }, "Job 7 does not exist."],
    [{ onSuccess: false, onFailure: "false" }, "nothing would start the flow."],
    [{ mode: "sometimes" }, "Mode must be one of automatic, manual."],
    [{ mode: "manual" }, "User Name is empty: manual mode needs it."],
    [{ mode: "manual", userName: "a:b" }, "User Name must not contain a colon."],
    [{ mode: "manual", userName: "a" }, "Password is empty: manual mode needs it."],
  ])("refuses %j before it changes anything", async (given, message) => {
    expect((await failureOf(flow.deploy(given))).message).toContain(message);
    expect(await changesIn(workspace)).toEqual([]);
  });

  it("needs a URL, and warns of API keys that Databricks cannot send", async () => {
    expect((await failureOf(flow.deploy({}, { webhookUrls: {} }))).message).toContain("has no webhook URL");
    await flow.deploy({}, { webhookApiKeys: { [flow.flow.name]: ["key"] } });
    expect(flow.warnings().join()).toContain("requires an API key, which Databricks cannot send");
    expect(flow.lines.map(({ text }) => text).join()).not.toMatch(/\bkey\b.*"key"/);
  });
});

describe("manual mode", () => {
  const manual = { mode: "manual", userName: "hook", password: "correct horse battery staple" };

  it("changes nothing and says what to enter, without the password", async () => {
    await flow.deploy(manual);
    await flow.remove(manual);
    expect(await workspace.requests()).toEqual([]);
    const told = flow.lines.map(({ text }) => text).join("\n");
    expect(told).toContain(
      `with the URL ${flow.url}, the user name hook and the password that the input Password holds`,
    );
    expect(told).not.toContain("battery");
  });

  it("takes away what automatic mode has set up", async () => {
    await flow.deploy();
    await flow.deploy(manual);
    expect(await destinationsOf(workspace)).toEqual([]);
    expect(await webhooks()).toEqual({});
  });
});

describe("the password", () => {
  it("is in no log line, whatever is logged, and in no error that repeats the request", async () => {
    await flow.deploy({ debugRequest: true });
    const { password } = flow;
    expect(password).toHaveLength(43);
    const echo = {
      status: 400,
      body: { error_code: "BAD", message: `Bad password ${password} of ${flow.url}` },
    };
    await workspace.fault({ method: "PATCH", path: `^${base}`, ...echo });
    const { message } = await failureOf(flow.deploy({ debugRequest: true }));
    expect(message).toContain("Bad password [redacted]");
    const told = flow.lines.map(({ text }) => text).join("\n");
    expect(told).toContain(`POST`);
    const basic = flow.authorization().authorization?.replace("Basic ", "") ?? "";
    for (const secret of [password, basic]) expect(told).not.toContain(secret);
  });

  it("is another one for each flow", async () => {
    const other = new NotificationFlow(workspace);
    other.instance = { ...other.instance, id: "instance-two" };
    await flow.deploy();
    await other.deploy();
    expect(flow.password).not.toBe(other.password);
  });
});
