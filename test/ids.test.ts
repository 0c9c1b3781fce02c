/** Ids that the component hands out are taken back, and so are the addresses of the pages that they are of. */
import { clusterExample } from "../src/services/clusters/clustersExamples";
import { jobExample, jobRunExample } from "../src/services/jobs/jobsExamples";
import { experimentExample, mlflowRunExample as mlflowRun } from "../src/services/mlflow/mlflowExamples";
import { chatEndpointExample } from "../src/services/serving/servingExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { run, runIn, subjectOf, tokenConnection } from "./support/component";
import { type ScriptedServer, startScriptedServer } from "./support/scriptedServer";
import { useWorkspace } from "./support/workspace";

const large = "9007199254740993";

describe("an id beyond 2^53", () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  const ended = `{"run_id": ${large}, "job_id": ${large}, "status": {"state": "TERMINATED"}, "state": {"life_cycle_state": "TERMINATED", "result_state": "SUCCESS"}, "tasks": []}`;
  const jobText = `{"job_id": ${large}, "settings": {"name": "Nightly"}}`;

  const runWith = (key: string, parameters: Record<string, unknown>): Promise<unknown> =>
    run(subjectOf(key), { connection: tokenConnection({ url: server.url, token: "t" }), parameters });

  it.each([
    ["getJob", "jobId", jobText],
    ["updateJob", "jobId", jobText],
    ["deleteJob", "jobId", "{}"],
    ["runJob", "jobId", `{"run_id": ${large}}`],
    ["listJobRuns", "jobId", "{}"],
    ["cancelAllJobRuns", "jobId", "{}"],
    ["getJobRun", "runId", ended],
    ["getJobRunOutput", "runId", ended],
    ["cancelJobRun", "runId", ended],
    ["deleteJobRun", "runId", "{}"],
    ["exportJobRun", "runId", "{}"],
    ["repairJobRun", "runId", `{"run_id": ${large}, "repair_id": ${large}}`],
  ])("is taken by %s and goes out as a number", async (key, input, body) => {
    server.script({
      status: 200,
      body: JSON.parse(JSON.stringify(body)),
      headers: { "content-type": "application/json" },
    });
    await runWith(key, { [input]: large, newSettings: { max_concurrent_runs: 1 } });
    expect(server.arrivals.length).toBeGreaterThan(0);
    for (const { url, body: sent } of server.arrivals) {
      const [, field] =
        /[?&](?:job|run)_id=(\d+)/.exec(url) ?? /"(?:job|run)_id":(\d+)[,}]/.exec(sent.toString()) ?? [];
      expect(field).toBe(large);
    }
  });

  it("comes back as it was given out", async () => {
    server.script({ status: 200, body: `{"run_id": ${large}}` });
    expect(await runWith("runJob", { jobId: large })).toMatchObject({ run_id: large });
    server.script({ status: 200, body: ended });
    expect(await runWith("getJobRun", { runId: large })).toMatchObject({ run_id: large, job_id: large });
  });
});

describe("the address of a page", () => {
  const workspace = useWorkspace({ clock: "auto" });

  const host = "https://dbc-1a2b3c4d-5e6f.cloud.databricks.com";

  it.each<[string, Record<string, unknown>, object]>([
    [
      "getWarehouse",
      { warehouseId: `/sql/1.0/warehouses/${warehouseExample.id}` },
      { id: warehouseExample.id },
    ],
    [
      "getWarehouse",
      { warehouseId: `${host}/sql/warehouses/${warehouseExample.id}?o=123` },
      { id: warehouseExample.id },
    ],
    [
      "getCluster",
      { clusterId: `${host}/compute/clusters/${clusterExample.cluster_id}` },
      { cluster_id: clusterExample.cluster_id },
    ],
    [
      "getCluster",
      { clusterId: `${host}/?o=1#setting/clusters/${clusterExample.cluster_id}/configuration` },
      { cluster_id: clusterExample.cluster_id },
    ],
    ["getJob", { jobId: `${host}/jobs/${jobExample.job_id}?o=1` }, { job_id: jobExample.job_id }],
    ["getJob", { jobId: `${host}/#job/${jobExample.job_id}/run/1` }, { job_id: jobExample.job_id }],
    ["getJobRun", { runId: jobRunExample.run_page_url }, { run_id: jobRunExample.run_id }],
    [
      "getExperiment",
      { experimentId: `${host}/ml/experiments/${experimentExample.experiment_id}` },
      { experiment_id: experimentExample.experiment_id },
    ],
    [
      "getMlflowRun",
      { runId: `${host}/ml/experiments/${experimentExample.experiment_id}/runs/${mlflowRun.info.run_id}` },
      { info: { run_id: mlflowRun.info.run_id } },
    ],
    [
      "getServingEndpoint",
      { endpointName: `${host}/ml/endpoints/${chatEndpointExample.name}?o=1` },
      { name: chatEndpointExample.name },
    ],
    [
      "checkConnection",
      {
        warehouseId: `${host}/sql/warehouses/${warehouseExample.id}`,
        clusterId: `${host}/compute/clusters/${clusterExample.cluster_id}`,
        jobId: `${host}/jobs/${jobExample.job_id}`,
      },
      {
        checks: [
          { id: warehouseExample.id },
          { id: clusterExample.cluster_id },
          { id: String(jobExample.job_id) },
        ],
      },
    ],
  ])("stands for the id in %s %j", async (key, parameters, expected) => {
    expect(await runIn(workspace, key, parameters)).toMatchObject(expected);
  });
});
