import { startAt } from "../../fixedStart";
import { otherUser } from "../../seed/identity";
import { job } from "../../seed/jobs";
import { jobsClient, succeeding } from "./jobsClient";

interface Listed {
  jobs?: { job_id: number; settings: { name: string; tasks?: unknown[] }; has_more?: boolean }[];
  next_page_token?: string;
  has_more: boolean;
}

const { call, create, get, post, refused } = jobsClient();

const unknown = [400, "INVALID_PARAMETER_VALUE", "Job 7 does not exist."];

describe("jobs", () => {
  it("are made, and read with what Databricks adds", async () => {
    const job_id = await create({ name: "Daily", tasks: [succeeding("a")], tags: { team: "x" } });
    expect(Number.isSafeInteger(job_id)).toBe(true);
    expect(await get("get", { job_id })).toEqual({
      job_id,
      creator_user_name: "ada@example.com",
      run_as_user_name: "ada@example.com",
      created_time: startAt,
      settings: {
        name: "Daily",
        tags: { team: "x" },
        email_notifications: {},
        webhook_notifications: {},
        timeout_seconds: 0,
        max_concurrent_runs: 1,
        format: "MULTI_TASK",
        tasks: [{ ...succeeding("a"), run_if: "ALL_SUCCESS", timeout_seconds: 0, email_notifications: {} }],
      },
    });
  });

  it("hold the example job at first", async () => {
    expect(await get("get", { job_id: job.job_id })).toEqual(job);
  });

  it("are made with permissions, for principals that there are", async () => {
    const ofUsers = { group_name: "users", permission_level: "CAN_VIEW" };
    const job_id = await create({ name: "Daily", access_control_list: [ofUsers] });
    const { body } = await call("GET", `/api/2.0/permissions/jobs/${job_id}`);
    expect(body.access_control_list).toContainEqual({
      group_name: "users",
      all_permissions: [{ permission_level: "CAN_VIEW", inherited: false }],
    });
    const wrong = { name: "Never", access_control_list: [{ ...ofUsers, group_name: "nobody" }] };
    expect((await refused("POST", "/api/2.2/jobs/create", wrong))[0]).toBe(404);
    expect((await get<Listed>("list", { name: "Never" })).jobs).toBeUndefined();
  });

  it("are updated, reset and deleted", async () => {
    const run_as = { user_name: otherUser.userName };
    const job_id = await create({ name: "Daily", tasks: [succeeding("a")], run_as });
    expect(await get("get", { job_id })).toMatchObject({ run_as_user_name: otherUser.userName });
    await post("update", { job_id, new_settings: { name: "Hourly" }, fields_to_remove: ["tasks/a"] });
    expect(await get("get", { job_id })).toMatchObject({ settings: { name: "Hourly", tasks: [] } });
    await post("reset", { job_id, new_settings: { name: "New" } });
    const { settings } = await get<{ settings: object }>("get", { job_id });
    expect(settings).toMatchObject({ name: "New", run_as });
    expect(settings).not.toHaveProperty("tasks");
    await post("delete", { job_id });
    expect((await call("GET", `/api/2.2/jobs/get?job_id=${job_id}`)).status).toBe(400);
  });

  it("are unknown to every route alike", async () => {
    expect(await refused("GET", "/api/2.2/jobs/get?job_id=7")).toEqual(unknown);
    for (const route of ["update", "delete", "run-now"]) {
      expect(await refused("POST", `/api/2.2/jobs/${route}`, { job_id: 7 })).toEqual(unknown);
    }
    expect(await refused("POST", "/api/2.2/jobs/reset", { job_id: 7, new_settings: {} })).toEqual(unknown);
    expect(await refused("GET", "/api/2.2/jobs/get")).toEqual([
      400,
      "INVALID_PARAMETER_VALUE",
      "Missing required field: job_id",
    ]);
    expect((await refused("GET", "/api/2.2/jobs/get?job_id=x"))[2]).toBe("Invalid job_id: x");
  });

  it("are unknown by ids beyond 2^53, digit for digit", async () => {
    const message = "Job 9007199254740993 does not exist.";
    expect((await refused("GET", "/api/2.2/jobs/get?job_id=9007199254740993"))[2]).toBe(message);
  });

  it("are listed in pages, the newest first, without their tasks", async () => {
    for (let n = 0; n < 25; n += 1) await create({ name: `Job ${n}`, tasks: [succeeding("a")] });
    const first = await get<Listed>("list");
    expect(first.jobs).toHaveLength(20);
    expect(first.jobs?.[0]?.settings).toMatchObject({ name: "Job 24" });
    expect(first.jobs?.[0]?.settings).not.toHaveProperty("tasks");
    const second = await get<Listed>("list", { page_token: first.next_page_token, expand_tasks: true });
    expect(second.jobs?.map(({ settings }) => settings.name)).toEqual([
      "Job 4",
      "Job 3",
      "Job 2",
      "Job 1",
      "Job 0",
      job.settings.name,
    ]);
    expect(second.jobs?.[0]?.settings.tasks).toHaveLength(1);
    expect(second).not.toHaveProperty("next_page_token");
    expect((await get<Listed>("list", { limit: 100 })).jobs).toHaveLength(26);
    expect((await refused("GET", "/api/2.2/jobs/list?limit=101"))[2]).toBe(
      "Invalid limit: 101; it must be at most 100.",
    );
  });

  it("are found by their exact name, whatever its case, and have no key where there is none", async () => {
    await create({ name: "Daily load" });
    await create({ name: "daily LOAD" });
    const { jobs = [] } = await get<Listed>("list", { name: "DAILY load" });
    expect(jobs.map(({ settings }) => settings.name).sort()).toEqual(["Daily load", "daily LOAD"]);
    expect(await get("list", { name: "Daily" })).toEqual({ has_more: false });
  });

  it("with more than 100 tasks come in pages", async () => {
    const tasks = Array.from({ length: 150 }, (_, n) => succeeding(`t${n}`));
    const job_id = await create({ tasks, parameters: [{ name: "day", default: "1" }] });
    interface Page {
      settings: { tasks: { task_key: string }[]; parameters: unknown[] };
      next_page_token?: string;
      has_more?: boolean;
    }
    const first = await get<Page>("get", { job_id });
    expect(first).toMatchObject({ has_more: true, settings: { parameters: [{ name: "day" }] } });
    expect(first.settings.tasks).toHaveLength(100);
    const second = await get<Page>("get", { job_id, page_token: first.next_page_token });
    expect(second.settings.tasks.map(({ task_key }) => task_key)).toEqual(
      tasks.slice(100).map(({ task_key }) => task_key),
    );
    expect(second.settings.parameters).toEqual([]);
    expect(second).not.toHaveProperty("next_page_token");
    const { jobs = [] } = await get<Listed>("list", { expand_tasks: true });
    expect(jobs.map(({ settings: { tasks = [] }, has_more }) => [tasks.length, has_more])).toEqual([
      [100, true],
      [2, undefined],
    ]);
  });
});
