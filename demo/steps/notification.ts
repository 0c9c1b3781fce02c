import assert from "node:assert/strict";
import type { NotificationDestination } from "../../src/services/notificationDestinations/notificationDestinations";
import type { EndedRun } from "../../src/triggers/jobRunCompleted/runPoll";
import type { Guide, Step } from "../guide";
import { basic, type WebhookFlow } from "../webhookFlow";
import { jobs, lateAirportsJob } from "./jobs";

/** What Databricks has of notifications: the destinations, and the settings of a job. */
const standing = async (guide: Guide, jobId: string) => {
  const { results = [] } = await guide.quietly<{ results?: NotificationDestination[] }>("rawRequest", {
    method: "GET",
    url: "/2.0/notification-destinations",
  });
  const { settings } = await guide.quietly<{ settings: Record<string, unknown> }>("getJob", { jobId });
  return { destinations: results, settings };
};

/** What the flow was last started with. */
const lastOf = ({ received }: WebhookFlow) => {
  const last = received.at(-1);
  assert.equal(last?.branch, "Notification");
  return last?.payload.body.data as {
    event: string;
    fetchedRun: EndedRun;
    failedTasks: EndedRun["failedTasks"];
  };
};

/** Somebody who knows the flow's URL and not its password. */
const refuseStranger = async (guide: Guide, flow: WebhookFlow): Promise<void> => {
  const { status } = await guide.timed("POST", { url: flow.url, user: "stranger" }, () =>
    fetch(flow.url, {
      method: "POST",
      headers: { ...basic("stranger", "a guess"), "content-type": "application/json" },
      body: JSON.stringify({ event_type: "jobs.on_success", run: { run_id: 1 } }),
    }),
  );
  assert.equal(status, 401);
  const refused = flow.received.at(-1);
  assert.equal(refused?.branch, "Refused");
  assert.doesNotMatch(JSON.stringify(refused.payload), /on_success|stranger/);
  guide.screen.good(
    `a caller with a wrong password gets HTTP ${status}, and the flow gets nothing that it sent`,
  );
};

/** Two runs that start the flow, and a request that does not. */
const receive = async (guide: Guide, flow: WebhookFlow, jobId: string): Promise<void> => {
  await guide.call("runJob", { jobId, waitForCompletion: true });
  await guide.untilDelivered();
  const good = lastOf(flow);
  assert.deepEqual([good.event, good.fetchedRun.outcome], ["success", "succeeded"]);
  guide.screen.good(
    `the flow is notified of ${good.event}: run ${good.fetchedRun.run_id}, fetched completely`,
  );

  await lateAirportsJob.breakTask(guide);
  await guide.callThatFails("runJob", { jobId, waitForCompletion: true });
  await guide.untilDelivered();
  await lateAirportsJob.mendTask(guide);
  const bad = lastOf(flow);
  const [failure] = bad.failedTasks ?? [];
  assert.deepEqual([bad.event, bad.fetchedRun.outcome], ["failure", "failed"]);
  assert.match(failure?.error ?? "", /no airport is late enough/);
  guide.screen.good(
    `the flow is notified of ${bad.event}: run ${bad.fetchedRun.run_id}, task ${failure?.task_key}, ${failure?.error}`,
  );
  await refuseStranger(guide, flow);
  assert.equal(flow.received.length, 3);
};

/** A flow that a job starts, from its deployment to its removal. */
export const notification: Step = {
  needs: [jobs],
  title: "Job Notification: a flow that job runs start: deployed, called and removed",
  run: async (guide) => {
    const jobId = await lateAirportsJob.find(guide);
    const before = await standing(guide, jobId);
    const inputs = { jobId, fetchRun: true };
    const flow = await guide.listening("jobNotification", inputs);
    try {
      await guide.timed("jobNotification webhookCreate", inputs, () => flow.deploy());
      const { destinations, settings } = await standing(guide, jobId);
      const own = destinations.find(({ id }) => !before.destinations.some((other) => other.id === id));
      assert.ok(own, "no notification destination was made");
      const told = [{ id: own.id }];
      assert.deepEqual(settings.webhook_notifications, { on_success: told, on_failure: told });
      guide.screen.good(`the job now notifies "${own.display_name}"`);
      await receive(guide, flow, jobId);
      await guide.timed("jobNotification webhookDelete", inputs, () => flow.remove());
      assert.deepEqual(await standing(guide, jobId), before);
      guide.screen.good("the destination is deleted, and the job is as it was before");
    } finally {
      await flow.close();
    }
  },
};
