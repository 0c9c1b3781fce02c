/**
 * The official JavaScript client, unmodified, judges notification destinations and the webhooks of jobs. Where the two
 * disagree, the workspace is wrong.
 */
import type { WorkspaceClient } from "@databricks/sdk-experimental";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import {
  type Receiver,
  startReceiver,
} from "../../packages/emulator/src/services/notificationDestinations/receiver";
import { apiErrorOf, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;
let receiver: Receiver;

beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace("auto"));
  receiver = await startReceiver();
});
afterEach(async () => {
  await receiver.close();
  await running.close();
});

const make = async (name: string): Promise<string> => {
  const config = { generic_webhook: { url: receiver.url, username: "user", password: "pass" } };
  const { id } = await client.notificationDestinations.create({ display_name: name, config });
  return String(id);
};

/** Changes a name without the client, which leaves the body of a PATCH out. */
const rename = async (id: string, display_name: string): Promise<void> => {
  const answer = await fetch(`${running.url}/api/2.0/notification-destinations/${id}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${running.token}`, "content-type": "application/json" },
    body: JSON.stringify({ display_name }),
  });
  expect(answer.status).toBe(200);
};

it("makes, lists, reads, changes and deletes notification destinations", async () => {
  const ids: string[] = [];
  for (const name of ["one", "two", "three"]) ids.push(await make(name));
  const listed = [];
  for await (const each of client.notificationDestinations.list({ page_size: 2 })) listed.push(each);
  expect(listed).toEqual(
    ["one", "two", "three"].map((name, index) => ({
      id: ids[index],
      display_name: name,
      destination_type: "WEBHOOK",
    })),
  );
  const [id = ""] = ids;
  const set = { url_set: true, username_set: true, password_set: true };
  expect((await client.notificationDestinations.get({ id })).config?.generic_webhook).toEqual(set);
  await rename(id, "first");
  const changed = await client.notificationDestinations.get({ id });
  expect(changed).toMatchObject({ id, display_name: "first", config: { generic_webhook: set } });
  // What this client sends of a change changes nothing.
  expect(await client.notificationDestinations.update({ id, display_name: "lost" })).toEqual(changed);
  await client.notificationDestinations.delete({ id });
  const error = await apiErrorOf(client.notificationDestinations.get({ id }));
  expect(error).toMatchObject({ statusCode: 404, errorCode: "RESOURCE_DOES_NOT_EXIST" });
});

it("adds destinations to jobs, whose runs are told of there", async () => {
  const id = await make("told");
  const { job_id = 0 } = await client.jobs.create({
    name: "Told",
    tasks: [{ task_key: "check", condition_task: { op: "EQUAL_TO", left: "1", right: "1" } }],
    webhook_notifications: { on_start: [{ id }], on_success: [{ id }] },
    notification_settings: { no_alert_for_skipped_runs: true },
    health: { rules: [{ metric: "RUN_DURATION_SECONDS", op: "GREATER_THAN", value: 60 }] },
  });
  const { settings } = await client.jobs.get({ job_id });
  expect(settings?.webhook_notifications).toEqual({ on_start: [{ id }], on_success: [{ id }] });
  const waiter = await client.jobs.runNow({ job_id });
  const run = await waiter.wait();
  await running.workspace.deliveries.settled();
  expect(receiver.received.map(({ text }) => JSON.parse(text))).toEqual(
    ["jobs.on_start", "jobs.on_success"].map((event_type) => ({
      event_type,
      workspace_id: running.workspace.credentials.organizationId,
      run: { run_id: String(run.run_id) },
      job: { job_id: String(job_id), name: "Told" },
    })),
  );
});

it("refuses a job with a destination that is not there", async () => {
  const unknown = { webhook_notifications: { on_failure: [{ id: "nobody" }] } };
  const error = await apiErrorOf(client.jobs.create(unknown));
  expect(error).toMatchObject({ statusCode: 400, errorCode: "INVALID_PARAMETER_VALUE" });
  expect(error.message).toContain("Webhook with id 'nobody' was not found.");
});
