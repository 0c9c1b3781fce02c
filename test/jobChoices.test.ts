/** What a person chooses of jobs and runs: tasks, parameters, recent runs. */
import { jobExample, jobRunExample } from "../src/services/jobs/jobsExamples";
import { failureOf, runIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

interface Choice {
  key: string;
  label: string;
}

interface Form {
  schema: { properties: Record<string, { title: string; description?: string }> };
  uiSchema: { elements: { scope: string }[] };
  data: Record<string, string>;
}

const choose = (key: string, given: object = {}): Promise<Choice[]> =>
  runIn(workspace, key, { ...given }) as Promise<Choice[]>;

const keysOf = (choices: Choice[]): string[] => choices.map(({ key }) => key);

const answer = (path: string, body: object, status = 200): Promise<unknown> =>
  workspace.fault({ path, status, body });

const getJob = "/api/2.2/jobs/get";
const getRun = "/api/2.2/jobs/runs/get";
const listRuns = "/api/2.2/jobs/runs/list";
const jobId = String(jobExample.job_id);
const runId = String(jobRunExample.run_id);

const task = (task_key: string) => ({
  task_key,
  notebook_task: { notebook_path: "/Users/ada@example.com/count_airports" },
  existing_cluster_id: "1118-093000-k3yboard",
});

const createJob = async (settings: object): Promise<string> => {
  const { job_id } = (await runIn(workspace, "createJob", {
    jobName: "Many",
    tasks: [task("one")],
    jobSettings: {},
    ...settings,
  })) as { job_id: number };
  return String(job_id);
};

describe("the tasks of a job", () => {
  it("are offered by the job's ID and by its name", async () => {
    const tasks = await choose("selectTask", { jobId });
    expect(keysOf(tasks)).toEqual(["check_airports", "count_airports"]);
    expect(await choose("selectTask", { jobName: "airport count" })).toEqual(tasks);
    const { message } = await failureOf(choose("selectTask", { jobName: "none" }));
    expect(message).toContain('Finding the job "none" failed: no job has this name');
  });

  it("are offered by a run, with their outcomes, the latest attempt of each", async () => {
    expect((await choose("selectTask", { jobId: "7", runId })).map(({ label }) => label)).toEqual([
      "check_airports (succeeded)",
      "count_airports (succeeded)",
    ]);
    const failed = { life_cycle_state: "TERMINATED", result_state: "UPSTREAM_FAILED" };
    await answer(getRun, {
      run_id: 1,
      tasks: [
        { task_key: "a", run_id: 2, attempt_number: 0, state: failed },
        { task_key: "a", run_id: 3, attempt_number: 1, state: { life_cycle_state: "RUNNING" } },
        { task_key: "b", state: failed },
      ],
    });
    expect(await choose("selectTask", { runId: "1" })).toEqual([
      { key: "a", label: "a (running)" },
      { key: "b", label: "b (upstream failed)" },
    ]);
  });

  it("are all offered where there are 300", async () => {
    const tasks = Array.from({ length: 300 }, (_, index) => task(`task_${index}`));
    const id = await createJob({ tasks });
    expect(new Set(keysOf(await choose("selectTask", { jobId: id })))).toEqual(
      new Set(tasks.map(({ task_key }) => task_key)),
    );
  });

  it("need a job or a run", async () => {
    expect((await failureOf(choose("selectTask"))).message).toBe(
      "Job ID is empty, and so are Job Name and Run ID.",
    );
    expect(await workspace.requests()).toEqual([]);
  });

  it("that cannot be offered are omitted", async () => {
    await answer(getJob, {
      job_id: 1,
      settings: {
        tasks: [{ task_key: "a\u202eb\n" }, { task_key: 7 }, null, {}, { task_key: workspace.token }],
      },
    });
    expect(await choose("selectTask", { jobId: "1" })).toEqual([
      { key: "7", label: "7" },
      { key: "a\u202eb\n", label: "ab" },
    ]);
    await answer(getJob, { job_id: 1, settings: { tasks: "none" } });
    expect(await choose("selectTask", { jobId: "1" })).toEqual([]);
    await answer(getJob, { job_id: 1 });
    expect(await choose("selectTask", { jobId: "1" })).toEqual([]);
  });

  it("of a deleted run are an error that says so", async () => {
    await runIn(workspace, "deleteJobRun", { runId });
    const { message } = await failureOf(choose("selectTask", { runId }));
    expect(message).toContain(`Run ${runId} does not exist`);
  });
});

describe("the runs of a job", () => {
  it("are offered latest first, the 120 latest of them", async () => {
    const runs = (first: number) =>
      Array.from({ length: 24 }, (_, index) => ({
        run_id: 1000 - first - index,
        start_time: 1_763_000_000_000 - (first + index) * 60_000,
        run_name: "Nightly",
        state: { life_cycle_state: "TERMINATED", result_state: "SUCCESS" },
      }));
    for (let page = 0; page < 6; page += 1) {
      await answer(listRuns, { runs: runs(page * 24), next_page_token: String(page) });
    }
    const offered = await choose("selectJobRun");
    expect(offered).toHaveLength(120);
    expect(offered[0]).toEqual({ key: "1000", label: "2025-11-13 02:13 UTC Nightly (succeeded)" });
    expect(keysOf(offered)).toEqual([...keysOf(offered)].sort((one, other) => Number(other) - Number(one)));
  });

  it("are those of the job alone, or none", async () => {
    expect(keysOf(await choose("selectJobRun", { jobId }))).toEqual([runId]);
    expect(await choose("selectJobRun", { jobId: await createJob({}) })).toEqual([]);
    await runIn(workspace, "deleteJobRun", { runId });
    expect(await choose("selectJobRun", { jobId })).toEqual([]);
    expect(await choose("selectNotebookRun", { jobId })).toEqual([]);
  });

  it("show what they have, digit for digit, in a state that nobody knows", async () => {
    await workspace.fault({
      path: listRuns,
      status: 200,
      body: `{"runs": [
        {"run_id": 9007199254740993, "run_name": "a\\u0000b\\nc", "start_time": 0, "status": {"state": "NEW"}},
        {"run_id": 5, "start_time": 1e300},
        {"run_id": "x"}, null, {"run_name": "none"}
      ]}`,
      content_type: "application/json",
    });
    expect(await choose("selectJobRun")).toEqual([
      { key: "9007199254740993", label: "ab c (running)" },
      { key: "5", label: "5 (running)" },
    ]);
  });

  it("offer the runs of their notebook tasks alone", async () => {
    await answer(listRuns, {
      runs: [
        {
          run_id: 1,
          run_name: "Nightly",
          start_time: 1_763_000_000_000,
          tasks: [
            { ...task("a"), run_id: 2, state: { life_cycle_state: "SKIPPED" } },
            { task_key: "b", run_id: 3, sql_task: {} },
            task("c"),
          ],
        },
        { run_id: 4 },
      ],
    });
    expect(await choose("selectNotebookRun")).toEqual([
      { key: "2", label: "2025-11-13 02:13 UTC Nightly: a (skipped)" },
    ]);
  });

  it("name the grant that is missing", async () => {
    const message = `User ada does not have View or Admin or Manage Run or Owner permissions on job ${jobId}`;
    await answer(listRuns, { error_code: "PERMISSION_DENIED", message }, 403);
    expect((await failureOf(choose("selectJobRun", { jobId }))).message).toContain(message);
  });
});

describe("the names of jobs", () => {
  it("are each offered once, without jobs that have none", async () => {
    await answer("/api/2.2/jobs/list", {
      jobs: [
        { job_id: 1, settings: { name: "B" } },
        { job_id: 2, settings: { name: "A" } },
        { job_id: 3, settings: { name: "B" } },
        { job_id: 4 },
      ],
    });
    expect(await choose("selectJobName")).toEqual([
      { key: "A", label: "A" },
      { key: "B", label: "B" },
    ]);
    await answer("/api/2.2/jobs/list", {});
    expect(await choose("selectJobName")).toEqual([]);
  });
});

describe("the form of a job's parameters", () => {
  const form = (id: string): Promise<Form> =>
    runIn(workspace, "setJobParameters", { jobId: id }) as Promise<Form>;

  it("is empty for a job without parameters", async () => {
    expect(await form(await createJob({}))).toEqual({
      schema: { type: "object", properties: {}, required: [] },
      uiSchema: { type: "VerticalLayout", elements: [] },
      data: {},
    });
  });

  it("has every parameter, filled with its default unless Databricks computes it", async () => {
    const parameters = [
      { name: "load.date", default: "{{job.start_time.iso_date}}" },
      { name: "region", default: "Hawaiʻi" },
      { name: "empty", default: "" },
      ...Array.from({ length: 150 }, (_, index) => ({ name: `p${index}`, default: String(index) })),
    ];
    const { schema, data } = await form(await createJob({ jobSettings: { parameters } }));
    expect(Object.keys(schema.properties)).toHaveLength(153);
    expect(schema.properties["load%2Edate"]).toEqual({
      type: "string",
      title: "load.date",
      description: "Left empty, the job's default applies: {{job.start_time.iso_date}}",
    });
    expect(schema.properties.empty).toEqual({ type: "string", title: "empty" });
    expect(data).toMatchObject({ region: "Hawaiʻi", p149: "149" });
    expect(data).not.toHaveProperty("load%2Edate");
  });

  it("keeps hostile names and defaults apart, and tells no secret", async () => {
    await answer(getJob, {
      job_id: 1,
      settings: {
        parameters: [
          { name: "__proto__", default: "a" },
          { name: "a[0].b", default: "x".repeat(5000) },
          { name: "say", default: `it is ${workspace.token}` },
          { name: workspace.token },
          { name: "say", default: "again" },
          { default: "none" },
          null,
        ],
      },
    });
    const { schema, uiSchema, data } = await form("1");
    expect(Object.keys(schema.properties)).toEqual(["%5F_proto__", "a%5B0%5D%2Eb", "say"]);
    expect(uiSchema.elements.map(({ scope }) => scope)).toEqual([
      "#/properties/%5F_proto__",
      "#/properties/a%5B0%5D%2Eb",
      "#/properties/say",
    ]);
    expect(data).toEqual({ "%5F_proto__": "a", say: "again" });
    expect(JSON.stringify({ schema, uiSchema, data })).not.toContain(workspace.token);
  });

  it("fills Job Parameters: what a person has chosen reaches the run", async () => {
    const id = await createJob({
      jobSettings: {
        parameters: [
          { name: "load.date", default: "today" },
          { name: "region", default: "HI" },
        ],
      },
    });
    const { data } = await form(id);
    await runIn(workspace, "runJob", {
      jobId: id,
      jobParameters: { ...data, "load%2Edate": "2026-01-31" },
    });
    const started = (await workspace.requests()).find(({ path }) => path === "/api/2.2/jobs/run-now");
    expect(started?.body).toMatchObject({ job_parameters: { "load.date": "2026-01-31", region: "HI" } });
  });
});
