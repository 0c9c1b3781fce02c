/** Experiments' names and metrics without a number, over HTTP. */

import { currentUser } from "../../seed/identity";
import { workspaceClient } from "../../workspaceClient";

const base = "/api/2.0/mlflow";

/** Any answer, every part of it assumed to be there. */
interface Answer {
  error_code: string;
  message: string;
  experiment_id: string;
  experiment: { experiment_id: string; name: string; tags: object[] };
  run: { info: { run_id: string }; data: { metrics: Value[] } };
  runs: Answer["run"][];
  metrics: Value[];
}
interface Value {
  value: number | string;
}

describe("MLflow's tracking", () => {
  const client = workspaceClient({ clock: "manual" });
  const call = (method: string, path: string, body?: unknown) =>
    client.call<Answer>(method, `${base}/${path}`, body);
  const create = (name: string, more: object = {}) => call("POST", "experiments/create", { name, ...more });
  const experiment = async (id: string) =>
    (await call("GET", `experiments/get?experiment_id=${id}`)).body.experiment;

  it.each(["judged", "Shared/judged", "/", "", "//Users/x", "/Users//x", "/Users/ "])(
    "refuses the name %j, which is no path",
    async (name) => {
      expect(await create(name)).toMatchObject({
        status: 400,
        body: { error_code: "INVALID_PARAMETER_VALUE" },
      });
    },
  );

  it("names what a name must be", async () => {
    expect((await create("judged")).body.message).toBe(
      "Got an invalid experiment name 'judged'. An experiment name must be an absolute path within the Databricks workspace, e.g. '/Users/<some-username>/my-experiment'.",
    );
  });

  it("drops the folder that the workspace is mounted in, wherever it is named", async () => {
    const { body } = await create("/Workspace/Shared/judged");
    expect((await experiment(body.experiment_id)).name).toBe("/Shared/judged");
    for (const name of ["/Shared/judged", "/Workspace/Shared/judged"]) {
      expect((await create(name)).body.error_code).toBe("RESOURCE_ALREADY_EXISTS");
      const found = await call("GET", `experiments/get-by-name?experiment_name=${encodeURIComponent(name)}`);
      expect(found.body.experiment.experiment_id).toBe(body.experiment_id);
    }
    expect((await create("/Workspaces/judged")).body.message).toContain(
      "directory /Workspaces does not exist",
    );
  });

  it("makes an experiment only in a folder that there is", async () => {
    expect(await create("/Shared/models/judged")).toMatchObject({
      status: 404,
      body: {
        error_code: "RESOURCE_DOES_NOT_EXIST",
        message: "Parent directory /Shared/models does not exist.",
      },
    });
    await client.call("POST", "/api/2.0/workspace/mkdirs", { path: "/Shared/models" });
    expect((await create("/Shared/models/judged")).status).toBe(200);
    expect((await create("/judged")).status).toBe(200);
  });

  it("says of a name that is taken whether it is a deleted one's", async () => {
    const { experiment_id } = (await create("/Shared/judged")).body;
    expect((await create("/Shared/judged")).body.message).toBe("Experiment '/Shared/judged' already exists.");
    await call("POST", "experiments/delete", { experiment_id });
    expect((await create("/Shared/judged")).body.message).toContain("already exists in deleted state");
  });

  it("sets the tags that Databricks sets", async () => {
    const { experiment_id } = (await create("/Shared/judged", { tags: [{ key: "team", value: "a" }] })).body;
    expect((await experiment(experiment_id)).tags).toEqual([
      { key: "team", value: "a" },
      { key: "mlflow.experiment.sourceName", value: "/Shared/judged" },
      { key: "mlflow.ownerId", value: currentUser.id },
      { key: "mlflow.ownerEmail", value: currentUser.userName },
      { key: "mlflow.experimentType", value: "MLFLOW_EXPERIMENT" },
    ]);
  });

  it("takes and gives back metrics that JSON has no number for", async () => {
    const { experiment_id } = (await create("/Shared/judged")).body;
    const run_id = (await call("POST", "runs/create", { experiment_id })).body.run.info.run_id;
    const values = ["NaN", "Infinity", "-Infinity", 0.5, "2.5"];
    for (const [step, value] of values.entries()) {
      const logged = await call("POST", "runs/log-metric", { run_id, key: `m${step}`, value, timestamp: 1 });
      expect(logged.status).toBe(200);
    }
    const metrics = values.map((value, step) => ({ key: "all", value, timestamp: 1, step }));
    expect((await call("POST", "runs/log-batch", { run_id, metrics })).status).toBe(200);
    const expected = ["NaN", "Infinity", "-Infinity", 0.5, 2.5];
    const valuesOf = (list: Value[]) => list.map(({ value }) => value);
    const { run } = (await call("GET", `runs/get?run_id=${run_id}`)).body;
    expect(valuesOf(run.data.metrics)).toEqual([...expected, 2.5]);
    const found = (await call("POST", "runs/search", { experiment_ids: [experiment_id] })).body.runs;
    expect(found[0]?.data).toEqual(run.data);
    const history = await call("GET", `metrics/get-history?run_id=${run_id}&metric_key=all`);
    expect(valuesOf(history.body.metrics)).toEqual(expected);
  });

  it.each(["many", "", "nan%", true, null, {}])("refuses a metric of %j", async (value) => {
    const { experiment_id } = (await create("/Shared/judged")).body;
    const run_id = (await call("POST", "runs/create", { experiment_id })).body.run.info.run_id;
    const logged = await call("POST", "runs/log-metric", { run_id, key: "m", value, timestamp: 1 });
    expect(logged.status).toBe(400);
  });
});
