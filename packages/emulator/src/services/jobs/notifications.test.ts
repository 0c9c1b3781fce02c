/** Webhooks of jobs and tasks, posted to a receiver on loopback. */
import type { Delivery } from "../notificationDestinations/deliveries";
import { type Receiver, startReceiver } from "../notificationDestinations/receiver";
import { failing, jobsClient, succeeding } from "./jobsClient";

const { server, advance, call, post, create, start, ended, until, control, refused } = jobsClient();

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const destination = async (url = receiver.url): Promise<string> => {
  const config = { generic_webhook: { url, username: "user", password: "pass" } };
  const { body } = await call("POST", "/api/2.0/notification-destinations", { display_name: "Hook", config });
  return String(body.id);
};

const deliveries = async (): Promise<Delivery[]> =>
  (await call("GET", "/__workspace/deliveries")).body.deliveries as Delivery[];

const events = async (): Promise<string[]> => {
  await deliveries();
  return receiver.received.map(({ text }) => JSON.parse(text).event_type.replace("jobs.", ""));
};

const all = (id: string, names = ["on_start", "on_success", "on_failure"]) => ({
  webhook_notifications: Object.fromEntries(names.map((name) => [name, [{ id }]])),
});

describe("a job's webhooks", () => {
  it("are told of the start and of the end, with Basic credentials and ids as text", async () => {
    const id = await destination();
    const job = await create({ name: "Told", tasks: [succeeding("a")], ...all(id) });
    const run = await start(job);
    await ended(run);
    expect(await events()).toEqual(["on_start", "on_success"]);
    const [first] = receiver.received;
    expect(first?.headers.authorization).toBe(`Basic ${Buffer.from("user:pass").toString("base64")}`);
    expect(first?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(first?.text ?? "")).toEqual({
      event_type: "jobs.on_start",
      workspace_id: server().workspace.credentials.organizationId,
      run: { run_id: String(run) },
      job: { job_id: String(job), name: "Told" },
    });
  });

  it("get numbers where a test wants them", async () => {
    await call("POST", "/__workspace/deliveries", { numeric_ids: true });
    const job = await create({ tasks: [failing("a")], ...all(await destination(), ["on_failure"]) });
    await ended(await start(job));
    expect(await events()).toEqual(["on_failure"]);
    expect(JSON.parse(receiver.received[0]?.text ?? "").job.job_id).toBe(job);
  });

  it("get one POST each, and what came back is in the log", async () => {
    const [one, two, elsewhere] = [
      await destination(),
      await destination(),
      await destination("https://example.com"),
    ];
    const job = await create({
      tasks: [succeeding("a")],
      webhook_notifications: { on_success: [{ id: one }, { id: two }, { id: elsewhere }] },
    });
    await ended(await start(job));
    expect(await deliveries()).toEqual([
      expect.objectContaining({ destination_id: one, sent: true, status: 200 }),
      expect.objectContaining({ destination_id: two, sent: true, status: 200 }),
      expect.objectContaining({
        destination_id: elsewhere,
        sent: false,
        error: expect.stringContaining("loopback"),
      }),
    ]);
    expect(receiver.received).toHaveLength(2);
  });

  it("are told that a run is slow while it goes on, once", async () => {
    const slow = "on_duration_warning_threshold_exceeded";
    await control({ run_ms: 100_000 });
    const job = await create({
      tasks: [succeeding("a")],
      health: { rules: [{ metric: "RUN_DURATION_SECONDS", op: "GREATER_THAN", value: 60 }] },
      ...all(await destination(), ["on_success", slow]),
    });
    const run = await start(job);
    await until(run, ({ tasks = [] }) => tasks[0]?.state?.life_cycle_state === "RUNNING");
    advance(61_000);
    await until(run, () => receiver.received.length > 0);
    advance(100_000);
    await ended(run);
    expect(await events()).toEqual([slow, "on_success"]);
  });

  it("are not told of cancelled runs where that is not wanted", async () => {
    await control({ run_ms: 100_000 });
    const id = await destination();
    for (const quiet of [true, false]) {
      const job = await create({
        tasks: [succeeding("a")],
        notification_settings: { no_alert_for_canceled_runs: quiet },
        ...all(id, ["on_failure"]),
      });
      const run = await start(job);
      await post("runs/cancel", { run_id: run });
      await ended(run);
    }
    expect(await events()).toEqual(["on_failure"]);
  });

  it("of a task are told of the task's own run, and of each try", async () => {
    const id = await destination();
    const job = await create({
      tasks: [failing("a", { max_retries: 1, ...all(id, ["on_failure"]) }), succeeding("b")],
    });
    const run = await ended(await start(job));
    await events();
    const own = run.tasks?.filter(({ task_key }) => task_key === "a").map(({ run_id }) => String(run_id));
    expect(own).toHaveLength(2);
    expect(receiver.received.map(({ text }) => JSON.parse(text))).toEqual(
      own?.map((run_id) => ({
        event_type: "jobs.on_failure",
        workspace_id: expect.any(String),
        run: { run_id, parent_run_id: String(run.run_id) },
        job: { job_id: String(job), name: "Untitled" },
        task: { task_key: "a" },
      })),
    );
  });
});

describe("a job", () => {
  it("takes three destinations of an event and no more, and none that is unknown", async () => {
    const id = await destination();
    const path = "/api/2.2/jobs/create";
    const many = { webhook_notifications: { on_start: [{ id }, { id }, { id }, { id }] } };
    expect(await refused("POST", path, many)).toEqual([
      400,
      "INVALID_PARAMETER_VALUE",
      expect.stringMatching(/3/),
    ]);
    expect(await refused("POST", path, { webhook_notifications: { on_start: [{ id: "x" }] } })).toEqual([
      400,
      "INVALID_PARAMETER_VALUE",
      "Webhook with id 'x' was not found.",
    ]);
  });

  it("cannot be changed while it names a destination that has been deleted", async () => {
    const id = await destination();
    const job = await create({ tasks: [succeeding("a", all(id))] });
    await call("DELETE", `/api/2.0/notification-destinations/${id}`);
    const change = { job_id: job, new_settings: { max_concurrent_runs: 2 } };
    expect((await refused("POST", "/api/2.2/jobs/update", change))[2]).toBe(
      `Webhook with id '${id}' was not found.`,
    );
    await post("update", { job_id: job, new_settings: { tasks: [succeeding("a")] } });
    await post("update", change);
  });
});
