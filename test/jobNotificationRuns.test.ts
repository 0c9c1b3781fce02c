/** Runs of jobs that start a flow by a notification; requests that do not. */
import {
  batchedItems,
  NotificationFlow,
  payloadOf,
  quickJob,
  startRun,
  untilRun,
  untilTold,
} from "./support/notificationFlow";
import { freshWorkspace, type TestWorkspace } from "./support/workspace";

let workspace: TestWorkspace;
let flow: NotificationFlow;
beforeEach(async () => {
  workspace = await freshWorkspace();
  flow = new NotificationFlow(workspace);
});
afterEach(async () => {
  await flow.close();
  await workspace.close();
});

const failing = (task_key: string, more: object = {}) => ({
  task_key,
  condition_task: { op: "LESS_THAN", left: "no number", right: "1" },
  ...more,
});

/** Deploys the flow for a job, with what its notifications are to be like. */
const deployFor = async (settings: object = {}, given: object = {}): Promise<number> => {
  const jobId = await quickJob(workspace, settings);
  const inputs = { jobId: String(jobId), ...given };
  await flow.listen(inputs);
  await flow.deploy(inputs);
  return jobId;
};

const started = () => flow.received.map(({ branch, payload }) => [branch, payload.body.data.event]);
const notification = () => flow.received[0]?.payload.body.data;

describe("a run of the job", () => {
  it("starts the flow when it begins and when it has succeeded", async () => {
    const jobId = await deployFor({}, { onStart: true });
    const runId = await startRun(workspace, jobId);
    await untilTold(workspace, runId);
    expect(started()).toEqual([
      ["Notification", "start"],
      ["Notification", "success"],
    ]);
    expect(flow.received[1]?.payload.body.data).toEqual({
      event: "success",
      event_type: "jobs.on_success",
      workspace_id: expect.stringMatching(/^\d+$/),
      job: { job_id: String(jobId), name: "Quick" },
      run: { run_id: String(runId) },
    });
    expect((await workspace.deliveries()).map(({ status, answer }) => [status, answer])).toEqual([
      [200, '{"received":true}'],
      [200, '{"received":true}'],
    ]);
  });

  it("tells the same with ids as numbers", async () => {
    await workspace.numericIds(true);
    const jobId = await deployFor();
    const runId = await startRun(workspace, jobId);
    await untilTold(workspace, runId);
    expect(notification()).toMatchObject({ job: { job_id: String(jobId) }, run: { run_id: String(runId) } });
    expect(notification()?.workspace_id).toMatch(/^\d+$/);
  });

  it("that fails starts the flow with the run, its outcome and the errors of its tasks", async () => {
    const tasks = [failing("first"), failing("second", { depends_on: [{ task_key: "first" }] })];
    const jobId = await deployFor({ tasks }, { fetchRun: true });
    const runId = await startRun(workspace, jobId);
    await untilTold(workspace, runId);
    expect(started()).toEqual([["Notification", "failure"]]);
    expect(notification()).toMatchObject({
      fetchedRun: { run_id: runId, outcome: "failed" },
      failedTasks: [{ task_key: "first", error: expect.stringContaining("no number") }],
    });
    expect(notification()).not.toHaveProperty("fetchError");
  });

  it("starts the flow without the run where that cannot be read", async () => {
    const jobId = await deployFor({}, { fetchRun: true });
    const runId = await startRun(workspace, jobId);
    await untilTold(workspace, runId);
    await workspace.fault({
      path: "/api/2.2/jobs/runs/get",
      status: 403,
      body: { error_code: "PERMISSION_DENIED", message: "No view right" },
    });
    const body = { event_type: "jobs.on_failure", run: { run_id: runId }, job: { job_id: jobId } };
    const { payload, branch } = await flow.call(payloadOf(flow.authorization(), body), {
      jobId: String(jobId),
      fetchRun: true,
    });
    expect(branch).toBe("Notification");
    expect(batchedItems({ branch, payload })).toEqual([payload.body.data]);
    expect(payload.body.data).toMatchObject({
      fetchedRun: null,
      failedTasks: [],
      fetchError: expect.stringContaining("No view right"),
    });
  });

  it("that is slow starts the flow while it goes on", async () => {
    await workspace.jobs({ run_ms: 100_000 });
    const health = { rules: [{ metric: "RUN_DURATION_SECONDS", op: "GREATER_THAN", value: 60 }] };
    const jobId = await deployFor({ health }, { onSlow: true, onSuccess: false, fetchRun: true });
    const runId = await startRun(workspace, jobId);
    await untilRun(workspace, runId, ({ tasks = [] }) => tasks[0]?.state?.life_cycle_state === "RUNNING");
    await workspace.advance(61_000);
    await untilRun(workspace, runId, () => flow.received.length > 0);
    expect(notification()).toMatchObject({
      event: "slow",
      fetchedRun: { outcome: "running" },
      failedTasks: [],
    });
    await workspace.advance(100_000);
    await untilTold(workspace, runId);
    expect(started()).toEqual([["Notification", "slow"]]);
  });

  it("no longer starts the flow once that is removed", async () => {
    const jobId = await deployFor();
    await flow.remove({ jobId: String(jobId) });
    await untilTold(workspace, await startRun(workspace, jobId));
    expect(await workspace.deliveries()).toEqual([]);
  });

  it("of another job starts no flow, even where somebody has added the destination there", async () => {
    const jobId = await deployFor();
    const [own] = Object.values(flow.crossFlowState) as { destinationId: string }[];
    const other = await quickJob(workspace, {
      webhook_notifications: { on_success: [{ id: own?.destinationId }] },
    });
    await untilTold(workspace, await startRun(workspace, other));
    expect(flow.received.map(({ branch }) => branch)).toEqual(["Refused"]);
    expect(flow.received.flatMap(batchedItems)).toEqual([]);
    expect((await workspace.deliveries()).map(({ status }) => status)).toEqual([403]);
    expect(jobId).not.toBe(other);
  });
});

describe("a run of a task", () => {
  it("starts the flow with the run of the job and the task's own error, in manual mode for any job", async () => {
    const manual = { mode: "manual", userName: "hook", password: "pass", jobId: "", fetchRun: true };
    await flow.listen(manual);
    await flow.deploy(manual);
    const { json } = await workspace.call("POST", "/api/2.0/notification-destinations", {
      display_name: "By hand",
      config: { generic_webhook: { url: flow.url, username: "hook", password: "pass" } },
    });
    const { id } = json as { id: string };
    const tasks = [failing("told", { webhook_notifications: { on_failure: [{ id }] } }), failing("other")];
    const jobId = await quickJob(workspace, { tasks });
    const runId = await startRun(workspace, jobId);
    await untilTold(workspace, runId);
    expect(notification()).toMatchObject({
      event: "failure",
      task: { task_key: "told" },
      run: { run_id: expect.stringMatching(/^\d+$/), parent_run_id: String(runId) },
      fetchedRun: { run_id: runId },
    });
    const { failedTasks } = notification() as { failedTasks: { task_key: string }[] };
    expect(failedTasks.map(({ task_key }) => task_key)).toEqual(["told"]);
  });
});

describe("a request", () => {
  const body = {
    event_type: "jobs.on_success",
    workspace_id: "1",
    run: { run_id: "2" },
    job: { job_id: "3", name: "Quick" },
  };
  const given = { jobId: "3" };
  const manual = { ...given, mode: "manual", userName: "hook", password: "p:a s\u00e9" };
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;
  const right = basic("hook:p:a s\u00e9");

  const answerTo = async (headers: Record<string, string>, sent: unknown = body, raw?: unknown) => {
    const { branch, response, payload } = await flow.call(payloadOf(headers, sent, raw), manual);
    return { branch, status: response.statusCode, response, payload };
  };

  it.each(["Authorization", "authorization", "AUTHORIZATION"])("is let in by its header %s", async (name) => {
    const { branch, payload } = await answerTo({ [name]: right, "X-Other": "kept" });
    expect(branch).toBe("Notification");
    expect(payload.headers).toEqual({ "X-Other": "kept" });
  });

  it.each([
    ["none", undefined],
    ["an empty one", ""],
    ["another scheme", right.replace("Basic", "Bearer")],
    ["a wrong password", basic("hook:p:a")],
    ["a wrong user", basic("other:p:a s\u00e9")],
    ["more behind the password", basic("hook:p:a s\u00e9 ")],
    ["nothing but a user", basic("hook")],
    ["no base64", "Basic !!!"],
    ["two", `${right}, ${right}`],
  ])("is refused with %s as credentials, and nothing of it goes on", async (_name, value) => {
    const headers = { "x-sent": "SENT", ...(value !== undefined && { authorization: value }) };
    const { branch, status, response, payload } = await answerTo(headers, { ...body, sent: "SENT" }, "SENT");
    expect([branch, status]).toEqual(["Refused", 401]);
    expect(response.headers).toHaveProperty("WWW-Authenticate");
    expect(JSON.stringify([payload, response, flow.lines])).not.toMatch(/SENT|p:a s/);
  });

  it("is refused with two headers, whichever is right", async () => {
    expect((await answerTo({ authorization: right, Authorization: right })).status).toBe(401);
  });

  it.each([
    null,
    "",
    "text",
    "{",
    [],
    {},
    { ...body, event_type: 7 },
    { ...body, event_type: "alert" },
    { ...body, run: {} },
    { ...body, run: { run_id: 1.5 } },
    { ...body, run: { run_id: 2 ** 60 } },
    { ...body, job: null },
    { ...body, job: { job_id: "x" } },
  ])("with the right credentials and the body %j is refused with 400", async (sent) => {
    const { branch, status } = await answerTo({ authorization: right }, sent);
    expect([branch, status]).toEqual(["Refused", 400]);
  });

  it.each([
    ["an object", body, undefined],
    ["text", JSON.stringify(body), undefined],
    ["bytes", Buffer.from(JSON.stringify(body)), undefined],
    ["an array of bytes", new Uint8Array(Buffer.from(JSON.stringify(body))), undefined],
    ["raw bytes", undefined, Buffer.from(JSON.stringify(body))],
    ["raw text", undefined, JSON.stringify(body)],
  ])("is read where its body is %s", async (_name, sent, raw) => {
    const { branch, payload } = await answerTo({ authorization: right }, sent, raw);
    expect(branch).toBe("Notification");
    expect(payload.body.data).toEqual({ event: "success", ...body });
  });

  it("loses no digit of a number that is too large for one", async () => {
    const raw = '{"event_type":"jobs.on_start","run":{"run_id":9007199254740993},"job":{"job_id":3}}';
    const { payload } = await answerTo({ authorization: right }, JSON.parse(raw), raw);
    expect(payload.body.data.run).toEqual({ run_id: "9007199254740993" });
  });

  it.each([
    ["jobs.on_streaming_backlog_exceeded", "backlog"],
    ["jobs.on_duration_warning_threshold_exceeded", "slow"],
    ["jobs.on_something_new", "something_new"],
  ])("of the type %s passes as %s", async (event_type, event) => {
    const { payload } = await answerTo({ authorization: right }, { ...body, event_type });
    expect(payload.body.data).toMatchObject({ event, event_type });
  });

  it("is refused while the flow has no credentials: before its first deployment, and after its removal", async () => {
    const none = basic("undefined:undefined");
    for (const headers of [{}, { authorization: none }, { authorization: basic(":") }]) {
      const { branch, response } = await flow.call(payloadOf(headers as Record<string, string>, body), given);
      expect([branch, response.statusCode]).toEqual(["Refused", 401]);
    }
    const empty = { ...manual, userName: "", password: "" };
    const { response } = await flow.call(payloadOf({ authorization: basic(":") }, body), empty);
    expect(response.statusCode).toBe(401);
  });
});
