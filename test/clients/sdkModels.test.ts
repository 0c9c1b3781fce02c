/**
 * The official JavaScript client, unmodified, judges serving endpoints, registered models and MLflow's tracking.
 * Where the two disagree, the workspace is wrong.
 */
import type { WorkspaceClient } from "@databricks/sdk-experimental";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import {
  COLD_START_MS,
  CREATING_MS,
  MODEL_IDLE_MS,
} from "../../packages/emulator/src/services/serving/store";
import {
  experimentExample,
  mlflowRunExample,
  otherMlflowRunExample,
} from "../../src/services/mlflow/mlflowExamples";
import {
  listedModelExamples,
  listedVersionExamples,
  modelVersionExample,
  registeredModelExample,
} from "../../src/services/registeredModels/registeredModelsExamples";
import {
  endpointSummary,
  modelEndpointExample,
  servingEndpointExamples,
} from "../../src/services/serving/servingExamples";
import { echoEndpoints } from "../support/echoEndpoints";
import { apiErrorOf, listItems, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace());
});
afterEach(() => running.close());

const advance = (ms: number) => running.workspace.clock.advance(ms);

const name = modelEndpointExample.name;

describe("serving endpoints", () => {
  it("are listed and got", async () => {
    expect(await listItems(client.servingEndpoints.list())).toEqual(
      servingEndpointExamples.map(endpointSummary),
    );
    expect(await client.servingEndpoints.get({ name })).toEqual(modelEndpointExample);
  });

  it("answer records, splits, chats, completions and embeddings", async () => {
    running.workspace.serving.put(echoEndpoints);
    const { servingEndpoints: api } = client;
    const rows = [{ distance: 800, hour: 17 }];
    expect(await api.query({ name, dataframe_records: rows })).toMatchObject({ predictions: [7.7] });
    const split = { columns: ["distance", "hour"], data: [[800, 17]] };
    expect(await api.query({ name, dataframe_split: split })).toMatchObject({ predictions: [7.7] });
    const chat = await api.query({
      name: "echo-chat",
      messages: [{ role: "user", content: "Hello" }],
      max_tokens: 5,
    });
    expect(chat).toMatchObject({ object: "chat.completion", choices: [{ message: { content: "Hello" } }] });
    const completion = await api.query({ name: "echo-completions", prompt: "Once" });
    expect(completion).toMatchObject({ object: "text_completion", choices: [{ text: "Once" }] });
    const { data } = await api.query({ name: "echo-embeddings", input: "late flights" });
    expect(data?.[0]).toMatchObject({ object: "embedding", index: 0, embedding: expect.any(Array) });
  });

  it("are created and waited for, changed while they answer, and deleted", async () => {
    const entity = {
      entity_name: registeredModelExample.full_name,
      entity_version: "1",
      workload_size: "Small",
    };
    const waiter = await client.servingEndpoints.create({
      name: "new",
      config: { name: "new", served_entities: [entity] },
    });
    const states: unknown[] = [];
    const made = await waiter.wait({
      onProgress: async ({ state }) => {
        states.push(state?.config_update);
        advance(CREATING_MS);
      },
    });
    expect(states).toEqual(["IN_PROGRESS", "NOT_UPDATING"]);
    expect(made.state).toEqual({ ready: "READY", config_update: "NOT_UPDATING" });
    const instances = [{ distance: 800, hour: 17 }];
    expect(await client.servingEndpoints.query({ name: "new", instances })).toMatchObject({
      predictions: [9.5],
    });
    const servedModel = { name: "new", served_model_name: "flight_delays-1" };
    expect((await client.servingEndpoints.logs(servedModel)).logs).toContain("Serving");
    expect((await client.servingEndpoints.buildLogs(servedModel)).logs).toContain("Building");
    const unknown = { ...servedModel, served_model_name: "none" };
    expect(await apiErrorOf(client.servingEndpoints.logs(unknown))).toMatchObject({ statusCode: 404 });
    const second = { served_entities: [{ ...entity, entity_version: "2" }] };
    await client.servingEndpoints.updateConfig({ name: "new", ...second });
    const conflict = await apiErrorOf(client.servingEndpoints.updateConfig({ name: "new", ...second }));
    expect(conflict).toMatchObject({ statusCode: 409, errorCode: "RESOURCE_CONFLICT" });
    expect(await client.servingEndpoints.query({ name: "new", instances })).toMatchObject({
      predictions: [9.5],
    });
    advance(CREATING_MS);
    expect(await client.servingEndpoints.query({ name: "new", instances })).toMatchObject({
      predictions: [7.7],
    });
    await client.servingEndpoints.delete({ name: "new" });
    expect(await apiErrorOf(client.servingEndpoints.get({ name: "new" }))).toMatchObject({ statusCode: 404 });
  });

  it("that have scaled to zero answer after a cold start", async () => {
    advance(MODEL_IDLE_MS);
    const { clock } = running.workspace;
    const before = clock.now();
    clock.setMode("auto");
    const instances = [{ distance: 800, hour: 17 }];
    expect(await client.servingEndpoints.query({ name, instances })).toMatchObject({ predictions: [7.7] });
    expect(clock.now() - before).toBe(COLD_START_MS);
  });

  it("say what is wrong in Databricks' words", async () => {
    const { servingEndpoints: api } = client;
    expect(await apiErrorOf(api.get({ name: "nowhere" }))).toMatchObject({
      statusCode: 404,
      errorCode: "RESOURCE_DOES_NOT_EXIST",
      message: "Endpoint with name 'nowhere' does not exist.",
    });
    expect(await apiErrorOf(api.query({ name }))).toMatchObject({
      statusCode: 400,
      errorCode: "BAD_REQUEST",
    });
    expect(await apiErrorOf(api.query({ name, instances: [{}] }))).toMatchObject({ statusCode: 400 });
    const taken = api.create({ name, config: { name, served_entities: [] } });
    expect(await apiErrorOf(taken)).toMatchObject({ statusCode: 409, errorCode: "RESOURCE_ALREADY_EXISTS" });
  });
});

describe("registered models", () => {
  it("are listed over every page", async () => {
    // No empty pages: this client takes one for the end, though Databricks documents that it is not.
    running.workspace.pagination = { maxPageSize: 1, emptyPages: 0 };
    expect(await listItems(client.registeredModels.list({}))).toEqual(listedModelExamples);
    const ofSchema = { catalog_name: "workspace", schema_name: "default" };
    expect(await listItems(client.registeredModels.list(ofSchema))).toEqual(listedModelExamples);
    const { full_name } = registeredModelExample;
    expect(await listItems(client.modelVersions.list({ full_name }))).toEqual(listedVersionExamples);
    expect(
      await listItems(client.registeredModels.list({ catalog_name: "other", schema_name: "none" })),
    ).toEqual([]);
  });

  it("are got with their versions and aliases, which move and go", async () => {
    const { full_name } = registeredModelExample;
    const withAliases = { full_name, include_aliases: true };
    expect(await client.registeredModels.get(withAliases)).toEqual(registeredModelExample);
    expect(await client.modelVersions.get({ ...withAliases, version: 2 })).toEqual(modelVersionExample);
    expect(await client.modelVersions.getByAlias({ ...withAliases, alias: "champion" })).toEqual(
      modelVersionExample,
    );
    const moved = await client.registeredModels.setAlias({ full_name, alias: "champion", version_num: 1 });
    expect(moved).toEqual({ alias_name: "champion", version_num: 1 });
    expect((await client.modelVersions.getByAlias({ full_name, alias: "champion" })).version).toBe(1);
    await client.registeredModels.deleteAlias({ full_name, alias: "champion" });
    const gone = await apiErrorOf(client.modelVersions.getByAlias({ full_name, alias: "champion" }));
    expect(gone).toMatchObject({ statusCode: 404, errorCode: "RESOURCE_DOES_NOT_EXIST" });
  });

  it("need catalog and schema together", async () => {
    const error = await apiErrorOf(listItems(client.registeredModels.list({ catalog_name: "workspace" })));
    expect(error).toMatchObject({ statusCode: 400, errorCode: "INVALID_PARAMETER_VALUE" });
  });
});

describe("MLflow's tracking", () => {
  it("gives the example experiment and its runs", async () => {
    const { experiment_id, name: experiment_name } = experimentExample;
    expect(await client.experiments.getExperiment({ experiment_id })).toEqual({
      experiment: experimentExample,
    });
    expect(await client.experiments.getByName({ experiment_name })).toEqual({
      experiment: experimentExample,
    });
    expect(await client.experiments.getRun({ run_id: mlflowRunExample.info.run_id })).toEqual({
      run: mlflowRunExample,
    });
  });

  it("makes an experiment and a run, logs with it, ends it and finds it", async () => {
    const { experiment_id } = await client.experiments.createExperiment({ name: "/Shared/judged" });
    const tags = [{ key: "team", value: "a" }];
    const made = await client.experiments.createRun({ experiment_id, start_time: 1000, tags });
    const run_id = String(made.run?.info?.run_id);
    const metrics = [1, 3, 2].map((value, step) => ({ key: "m", value, timestamp: 1000 + step, step }));
    await client.experiments.logBatch({ run_id, metrics, params: [{ key: "p", value: "1" }] });
    await client.experiments.logMetric({ run_id, key: "n", value: 0.5, timestamp: 1000 });
    await client.experiments.logParam({ run_id, key: "q", value: "2" });
    await client.experiments.setTag({ run_id, key: "t", value: "3" });
    const update = await client.experiments.updateRun({ run_id, status: "FINISHED", end_time: 2000 });
    expect(update.run_info).toMatchObject({ run_id, status: "FINISHED", end_time: 2000 });
    const filter = "metrics.m < 3 AND params.p = '1' AND tags.t = '3' AND attributes.status = 'FINISHED'";
    const found = await listItems(
      client.experiments.searchRuns({ experiment_ids: [String(experiment_id)], filter }),
    );
    expect(found).toMatchObject([
      { info: { run_id }, data: { metrics: [{ key: "m", value: 2 }, { key: "n" }] } },
    ]);
    const history = await listItems(client.experiments.getHistory({ run_id, metric_key: "m" }));
    expect(history.map(({ value }) => value)).toEqual([1, 3, 2]);
  });

  it("makes experiments at paths of the workspace alone, and logs what JSON has no number for", async () => {
    const { experiments } = client;
    expect(await apiErrorOf(experiments.createExperiment({ name: "judged" }))).toMatchObject({
      statusCode: 400,
      errorCode: "INVALID_PARAMETER_VALUE",
    });
    const made = await experiments.createExperiment({ name: "/Workspace/Shared/judged" });
    const experiment_id = String(made.experiment_id);
    expect((await experiments.getExperiment({ experiment_id })).experiment?.name).toBe("/Shared/judged");
    const run_id = String((await experiments.createRun({ experiment_id })).run?.info?.run_id);
    const values = ["NaN", "Infinity", "-Infinity"];
    for (const [step, value] of values.entries()) {
      await experiments.logMetric({
        run_id,
        key: "m",
        value: value as unknown as number,
        timestamp: 1,
        step,
      });
    }
    const history = await listItems(experiments.getHistory({ run_id, metric_key: "m" }));
    expect(history.map(({ value }) => value)).toEqual(values);
  });

  it("finds runs in order, over every page", async () => {
    running.workspace.pagination = { maxPageSize: 1, emptyPages: 0 };
    const experiment_ids = [experimentExample.experiment_id];
    const byError = { experiment_ids, order_by: ["metrics.rmse DESC"] };
    expect(await listItems(client.experiments.searchRuns(byError))).toEqual([
      otherMlflowRunExample,
      mlflowRunExample,
    ]);
    await client.experiments.deleteRun({ run_id: mlflowRunExample.info.run_id });
    expect(await listItems(client.experiments.searchRuns({ experiment_ids }))).toEqual([
      otherMlflowRunExample,
    ]);
    await client.experiments.restoreRun({ run_id: mlflowRunExample.info.run_id });
    expect(
      await listItems(client.experiments.searchRuns({ experiment_ids, run_view_type: "ALL" })),
    ).toHaveLength(2);
  });

  it("refuses more than a batch may hold, and another value of a parameter", async () => {
    const { run_id } = mlflowRunExample.info;
    const params = Array.from({ length: 101 }, (_, index) => ({ key: `k${index}`, value: "1" }));
    for (const batch of [{ params }, { params: [{ key: "model", value: "other" }] }]) {
      const error = await apiErrorOf(client.experiments.logBatch({ run_id, ...batch }));
      expect(error).toMatchObject({ statusCode: 400, errorCode: "INVALID_PARAMETER_VALUE" });
    }
  });

  it("says what there is not, and what is there already", async () => {
    expect(await apiErrorOf(client.experiments.getRun({ run_id: "none" }))).toMatchObject({
      statusCode: 404,
    });
    expect(
      await apiErrorOf(client.experiments.createExperiment({ name: experimentExample.name })),
    ).toMatchObject({
      statusCode: 400,
      errorCode: "RESOURCE_ALREADY_EXISTS",
    });
  });
});
