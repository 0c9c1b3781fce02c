/** The trigger Job Notification where a deployment breaks off, and where it is removed. */
import { jobExample } from "../src/services/jobs/jobsExamples";
import { failureOf } from "./support/component";
import {
  changesIn,
  destinationsOf,
  loseAdminRight,
  NotificationFlow,
  quickJob,
  settingsOf,
} from "./support/notificationFlow";
import { useWorkspace } from "./support/workspace";

const base = "/api/2.0/notification-destinations";

const workspace = useWorkspace();
let flow: NotificationFlow;
beforeEach(() => {
  flow = new NotificationFlow(workspace);
});

const webhooks = async (jobId?: number) => (await settingsOf(workspace, jobId)).webhook_notifications;

describe("a deployment that breaks off", () => {
  it("looks for the destination by its name when the answer is lost", async () => {
    await workspace.fault({ method: "POST", path: base, phase: "after", drop: true });
    await flow.deploy();
    const [own, ...others] = await destinationsOf(workspace);
    expect(others).toEqual([]);
    expect(await webhooks()).toEqual({ on_success: [{ id: own?.id }], on_failure: [{ id: own?.id }] });
    expect((await changesIn(workspace)).filter((change) => change === `POST ${base}`)).toHaveLength(1);
  });

  it("sees by reading again that the job was changed although the answer was lost", async () => {
    await workspace.fault({ method: "POST", path: "/api/2.2/jobs/update", phase: "after", drop: true });
    await flow.deploy();
    expect((await changesIn(workspace)).filter((change) => change.endsWith("update"))).toHaveLength(1);
  });

  it("deletes the destination again where the job cannot be changed", async () => {
    const refusal = { status: 403, body: { error_code: "PERMISSION_DENIED", message: "No manage right" } };
    await workspace.fault({ method: "POST", path: "/api/2.2/jobs/update", ...refusal });
    const { message } = await failureOf(flow.deploy());
    expect(message).toMatch(/No manage right.* The notification destination was deleted again\.$/);
    expect(await destinationsOf(workspace)).toEqual([]);
    expect(flow.crossFlowState).toEqual({});
  });

  it("leaves a destination that the next one takes over, where even that fails", async () => {
    await workspace.fault({
      method: "POST",
      path: "/api/2.2/jobs/update",
      status: 400,
      body: { message: "No" },
    });
    await workspace.fault({ method: "DELETE", path: `^${base}/`, status: 403, body: { message: "No" } });
    expect((await failureOf(flow.deploy())).message).toContain("is kept: the next deployment uses it.");
    const [left] = await destinationsOf(workspace);
    await flow.deploy();
    expect((await destinationsOf(workspace)).map(({ id }) => id)).toEqual([left?.id]);
  });

  it("writes once more where somebody else has undone the change, and gives up when that goes on", async () => {
    const undone = {
      method: "POST",
      path: "/api/2.2/jobs/update",
      phase: "before",
      status: 200,
      body: {},
    } as const;
    await workspace.fault({ ...undone, times: 2 });
    await flow.deploy();
    expect((await changesIn(workspace)).filter((change) => change.endsWith("update"))).toHaveLength(3);
    await workspace.fault({ ...undone, times: 100 });
    const { message } = await failureOf(flow.deploy({ onStart: true }));
    expect(message).toContain("somebody else changes them at the same time");
  });

  it("says what somebody without the admin right can do", async () => {
    await loseAdminRight(workspace);
    const { message } = await failureOf(flow.deploy());
    expect(message).toContain("Only workspace admins may manage notification destinations");
    expect(message).toContain("set Mode to manual");
    expect(await webhooks()).toEqual({});
  });
});

describe("a removal", () => {
  it("takes the destination out of the job and deletes it, in this order", async () => {
    await flow.deploy();
    await workspace.forget();
    await flow.remove();
    expect(await changesIn(workspace)).toEqual(["POST /api/2.2/jobs/update", `DELETE ${base}/*`]);
    expect(await destinationsOf(workspace)).toEqual([]);
    expect(await webhooks()).toEqual({});
    expect(Object.values(flow.crossFlowState)).toEqual([null]);
    expect(flow.warnings()).toEqual([]);
  });

  it("is content where half is gone already, or all, or nothing was ever there", async () => {
    await flow.remove();
    await flow.deploy();
    const [own] = await destinationsOf(workspace);
    await workspace.call("DELETE", `${base}/${own?.id}`);
    await flow.remove();
    expect(await webhooks()).toEqual({});
    const second = await quickJob(workspace);
    await flow.deploy({ jobId: String(second) });
    await workspace.call("POST", "/api/2.2/jobs/delete", { job_id: second });
    await flow.remove({ jobId: String(second) });
    expect(await destinationsOf(workspace)).toEqual([]);
    expect(flow.warnings()).toEqual([]);
  });

  it("finds what a deployment has left that saved nothing", async () => {
    await flow.deploy();
    flow.crossFlowState = {};
    await flow.remove({ jobId: "" });
    expect(await destinationsOf(workspace)).toEqual([]);
    expect(await webhooks()).toEqual({});
  });

  it("says what to do by hand where the right is gone, and does not fail", async () => {
    await flow.deploy();
    const [own] = await destinationsOf(workspace);
    await loseAdminRight(workspace);
    await flow.remove();
    expect(flow.warnings()).toEqual([
      expect.stringContaining(`Delete the notification destination ${own?.id} by hand`),
      expect.stringMatching(/^Look by hand.*\[[0-9a-f]{16}\]/),
    ]);
    expect(await webhooks()).toEqual({});
  });

  it("keeps the destination where the job cannot be changed: a job that names a missing one takes no change", async () => {
    await flow.deploy();
    const refusal = { status: 403, body: { error_code: "PERMISSION_DENIED", message: "No right" }, times: 9 };
    await workspace.fault({ path: "^/api/2.2/jobs", ...refusal });
    await flow.remove();
    expect(await destinationsOf(workspace)).toHaveLength(1);
    expect(flow.warnings()).toEqual([
      expect.stringContaining(`from job ${jobExample.job_id} by hand`),
      expect.stringContaining("Then delete the notification destination"),
    ]);
  });

  it("fails where that may pass, and can be done once more", async () => {
    await flow.deploy();
    await workspace.fault({ method: "POST", path: "/api/2.2/jobs/update", status: 500, body: {}, times: 4 });
    await failureOf(flow.remove());
    expect(await destinationsOf(workspace)).toHaveLength(1);
    await workspace.clearFaults();
    await flow.remove();
    expect(await destinationsOf(workspace)).toEqual([]);
  });

  it("leaves what is in another workspace, and says so", async () => {
    await flow.deploy();
    const [[key, saved] = ["", {}]] = Object.entries(flow.crossFlowState) as [string, object][];
    flow.crossFlowState = { [key]: { ...saved, workspaceUrl: "https://other.cloud.databricks.com" } };
    await flow.deploy();
    expect(flow.warnings()).toEqual([
      expect.stringContaining("is in another workspace, https://other.cloud"),
    ]);
    expect(await destinationsOf(workspace)).toHaveLength(1);
  });
});
