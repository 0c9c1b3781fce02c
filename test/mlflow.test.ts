/** MLflow's tracking: experiments, runs, what is logged, and searches that read every page. */
import type { MlflowRun } from "../src/services/mlflow/mlflow";
import { mlflowRunExample as exampleRun, experimentExample } from "../src/services/mlflow/mlflowExamples";
import { failureOf, runnerIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const run = runnerIn(workspace);

const newRun = async (runName: string, parameters: object = {}): Promise<string> =>
  (
    await run<MlflowRun>("createMlflowRun", {
      experimentId: experimentExample.experiment_id,
      runName,
      ...parameters,
    })
  ).info.run_id;

const search = async (parameters: object): Promise<(string | undefined)[]> =>
  (
    await run<MlflowRun[]>("searchMlflowRuns", {
      experimentIds: [experimentExample.experiment_id],
      ...parameters,
    })
  ).map(({ info }) => info.run_name);

describe("an experiment", () => {
  it("is found by its name and by its ID", async () => {
    const experimentName = "/Users/ada@example.com/new";
    const { experiment_id: experimentId } = await run<{ experiment_id: string }>("createExperiment", {
      experimentName,
      tags: { team: "a" },
    });
    const found = await run("getExperiment", { experimentName });
    const tags = expect.arrayContaining([{ key: "team", value: "a" }]);
    expect(found).toMatchObject({ experiment_id: experimentId, tags });
    expect(await run("getExperiment", { experimentId })).toEqual(found);
    expect(await failureOf(run("createExperiment", { experimentName }))).toMatchObject({
      status: 400,
      errorCode: "RESOURCE_ALREADY_EXISTS",
    });
  });

  it.each([
    [{}, "Experiment ID is empty, and so is Experiment Name: one of the two is needed."],
    [
      { experimentId: "1", experimentName: "a" },
      "Experiment ID and Experiment Name exclude each other: clear one of the two.",
    ],
  ])("is not asked for by %j", async (parameters, message) => {
    expect((await failureOf(run("getExperiment", parameters))).message).toBe(message);
    expect(await workspace.requests()).toEqual([]);
  });
});

describe("a run", () => {
  it("is made, logged with beyond every limit, ended and read", async () => {
    const runId = await newRun("large", { tags: [{ key: "k", value: "v" }] });
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));
    const logged = await run("logMlflowBatch", {
      runId,
      metrics: Array.from({ length: 2100 }, (_, index) => ({
        key: `m${index % 3}`,
        value: index,
        step: index,
      })),
      parameters: many(150),
      tags: many(150),
    });
    expect(logged).toMatchObject({ metrics: 2100, params: 150, tags: 150 });
    expect(await run("updateMlflowRun", { runId, status: "finished" })).toMatchObject({
      status: "FINISHED",
      end_time: expect.any(Number),
    });
    const { info, data } = await run<MlflowRun>("getMlflowRun", { runId });
    expect(info).toMatchObject({ status: "FINISHED", run_name: "large" });
    expect(data?.metrics).toMatchObject([{ value: 2097 }, { value: 2098 }, { value: 2099 }]);
    expect([data?.params?.length, data?.tags?.length]).toEqual([150, 152]);
  });

  it("keeps its parameters for good", async () => {
    const { run_id: runId } = exampleRun.info;
    const error = await failureOf(run("logMlflowBatch", { runId, parameters: { model: "other" } }));
    expect(error).toMatchObject({ status: 400, errorCode: "INVALID_PARAMETER_VALUE" });
    expect(error.message).toContain("Changing param values is not allowed.");
    expect(await run("logMlflowBatch", { runId, parameters: { model: "line" } })).toMatchObject({
      params: 1,
    });
  });

  it("begins now where nothing else is said, and ends now only where it ends", async () => {
    const runId = await newRun("now");
    const [created] = await workspace.requests();
    const { start_time } = { start_time: 0, ...(created?.body as object) };
    expect(start_time).toBeGreaterThan(Date.UTC(2025, 0));
    await workspace.forget();
    await run("updateMlflowRun", { runId, status: "RUNNING" });
    await run("updateMlflowRun", { runId, runName: "later" });
    for (const { body } of await workspace.requests()) expect(body).not.toHaveProperty("end_time");
    await run("updateMlflowRun", { runId, status: "FAILED", endTime: 1000 });
    expect(await run<MlflowRun>("getMlflowRun", { runId })).toMatchObject({
      info: { status: "FAILED", end_time: 1000, run_name: "later" },
    });
  });

  it("is not changed to nothing", async () => {
    const error = await failureOf(run("updateMlflowRun", { runId: "a" }));
    expect(error.message).toBe(
      "Status is empty, and so are End Time and Run Name: there is nothing to change.",
    );
  });
});

describe("a search", () => {
  it("reads every page, or as many as hold what is wanted", async () => {
    for (let index = 0; index < 7; index += 1)
      await newRun(`r${index}`, { startTime: Date.UTC(2026, 0, index + 1) });
    await workspace.models({ most_per_page: 2, empty_pages: 1 });
    await workspace.forget();
    expect(await search({})).toEqual(["r6", "r5", "r4", "r3", "r2", "r1", "r0", "mean", "line"]);
    expect(await workspace.requests()).toHaveLength(6);
    await workspace.forget();
    expect(await search({ limit: 3 })).toEqual(["r6", "r5", "r4"]);
    expect(await workspace.requests()).toHaveLength(3);
  });

  it.each<[string, string[]]>([
    ["metrics.rmse < 20 AND params.model = 'line'", ["line"]],
    ["metrics.rmse > 20", ["mean"]],
    ["tags.`mlflow.runName` LIKE 'l%'", ["line"]],
    ["attributes.status = 'FAILED'", []],
  ])("finds what fits %s", async (filter, expected) => {
    expect(await search({ filter })).toEqual(expected);
  });

  it("is ordered as told", async () => {
    expect(await search({ orderBy: ["metrics.rmse DESC"] })).toEqual(["mean", "line"]);
    expect(await search({ orderBy: "metrics.rmse ASC" })).toEqual(["line", "mean"]);
  });

  it("finds deleted runs where told", async () => {
    await workspace.call("POST", "/api/2.0/mlflow/runs/delete", { run_id: exampleRun.info.run_id });
    expect(await search({})).toEqual(["mean"]);
    expect(await search({ viewType: "deleted_only" })).toEqual(["line"]);
    expect(await search({ viewType: "ALL" })).toHaveLength(2);
  });

  it("says what is wrong with a filter, in MLflow's words", async () => {
    expect((await failureOf(search({ filter: "rmse below 20" }))).message).toContain(
      "Invalid clause(s) in filter string",
    );
  });
});
