/** What is refused of a job's settings by what there is in the workspace. */
import { jobsClient, succeeding } from "./jobsClient";

const { create, refused } = jobsClient();

const git_source = { git_url: "https://github.com/a/b", git_provider: "gitHub", git_branch: "main" };
const new_cluster = { spark_version: "15.4.x-scala2.12", node_type_id: "i3.xlarge", num_workers: 1 };

describe("the settings of a job", () => {
  it.each([
    { git_source },
    { git_source: { ...git_source, git_provider: "gitlab" } },
    { job_clusters: [{ job_cluster_key: "c", new_cluster }] },
    { tasks: [{ ...succeeding("a"), libraries: [{ pypi: { package: "x" } }] }] },
    { max_concurrent_runs: 1000 },
  ])("may be %j", async (settings) => {
    expect(await create(settings)).toBeGreaterThan(0);
  });

  it.each([
    [
      { git_source: { ...git_source, git_provider: undefined } },
      "git_source.git_provider must be one of: github,gitlab,bitbucketcloud,gitlabenterpriseedition,bitbucketserver,azuredevopsservices,githubenterprise,awscodecommit",
    ],
    [{ run_as: { user_name: "x" } }, "The user_name x of run_as does not exist."],
    [{ run_as: {} }, "Exactly one of run_as.user_name and run_as.service_principal_name"],
    [{ git_source: { ...git_source, git_provider: "svn" } }, "git_source.git_provider must be one of: "],
    [{ git_source: { ...git_source, git_branch: undefined } }, "Exactly one of git_source.git_branch"],
    [{ git_source: { ...git_source, git_tag: "v1" } }, "Exactly one of git_source.git_branch"],
    [
      {
        job_clusters: [
          { job_cluster_key: "c", new_cluster },
          { job_cluster_key: "c", new_cluster },
        ],
      },
      "job_cluster_key c is given more than once in job_clusters.",
    ],
    [
      { job_clusters: [{ job_cluster_key: "c", new_cluster: { ...new_cluster, node_type_id: "t2.nano" } }] },
      "Node type t2.nano is not supported.",
    ],
    [{ parameters: [1, 2].map((n) => ({ name: "p", default: `${n}` })) }, "name p is given more than once"],
    [{ tasks: [{ ...succeeding("a"), libraries: [{}] }] }, "A library of task a must have exactly one of"],
    [{ tasks: [{ task_key: "a", run_job_task: { job_id: 7 } }] }, "Job 7 does not exist."],
    [{ max_concurrent_runs: 1001 }, "max_concurrent_runs cannot exceed 1000."],
    [{ schedule: { quartz_cron_expression: "daily", timezone_id: "UTC" } }, "Invalid quartz_cron_expression"],
    [
      { tags: Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`k${index}`, ""])) },
      "at most 25 tags",
    ],
  ])("may not be %j", async (settings, message) => {
    const [status, code, text] = await refused("POST", "/api/2.2/jobs/create", { name: "j", ...settings });
    expect([status, code]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
    expect(text).toContain(message);
  });

  it("are checked when they change, too, and those of one-time runs", async () => {
    const job_id = await create({ tasks: [succeeding("a")] });
    const wrong = { git_source: { ...git_source, git_provider: "svn" } };
    for (const [route, body] of [
      ["update", { job_id, new_settings: wrong }],
      ["reset", { job_id, new_settings: wrong }],
      ["runs/submit", { ...wrong, tasks: [succeeding("a")] }],
    ] as const) {
      expect((await refused("POST", `/api/2.2/jobs/${route}`, body))[2]).toContain(
        "git_provider must be one of",
      );
    }
  });
});
