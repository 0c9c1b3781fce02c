/** What a person chooses of models: versions, aliases, served models, experiments and runs of MLflow. */
import { experimentExample, mlflowRunExample } from "../src/services/mlflow/mlflowExamples";
import { registeredModelExample } from "../src/services/registeredModels/registeredModelsExamples";
import { failureOf, runIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const choose = (key: string, given: object = {}): Promise<unknown> => runIn(workspace, key, { ...given });

const answer = (path: string, body: object, status = 200): Promise<unknown> =>
  workspace.fault({ path, status, body });

const modelFullName = registeredModelExample.full_name;
const model = `/api/2.1/unity-catalog/models/${modelFullName}`;

describe("the versions of a model", () => {
  it("are offered latest first, from every page, with what a person should know", async () => {
    await answer(model, {
      aliases: [
        { alias_name: "champion", version_num: 9 },
        { alias_name: "b\u202e", version_num: 9 },
        { alias_name: "lost" },
        { version_num: 9 },
        null,
      ],
    });
    await answer(`${model}/versions`, { next_page_token: "a" });
    await answer(`${model}/versions`, {
      model_versions: [{ version: 9, status: "READY", comment: "Nine\nlines" }, { version: 8 }],
      next_page_token: "b",
    });
    await answer(`${model}/versions`, {
      model_versions: [{ version: 10, status: "PENDING_REGISTRATION" }, { status: "READY" }, null],
    });
    expect(await choose("selectModelVersion", { modelFullName })).toEqual([
      { key: "10", label: "10 (pending registration)" },
      { key: "9", label: "9, champion, b - Nine lines" },
      { key: "8", label: "8" },
    ]);
  });

  it("of a model without any are an empty list, as are its aliases", async () => {
    await answer(model, {});
    await answer(`${model}/versions`, {});
    expect(await choose("selectModelVersion", { modelFullName })).toEqual([]);
    await answer(model, {});
    expect(await choose("selectModelAlias", { modelFullName })).toEqual([]);
  });

  it("name the grant that is missing", async () => {
    const message = `User does not have EXECUTE on Routine or Model '${modelFullName}'.`;
    for (const key of ["selectModelVersion", "selectModelAlias"]) {
      await answer(model, { error_code: "PERMISSION_DENIED", message }, 403);
      expect((await failureOf(choose(key, { modelFullName }))).message).toContain(message);
    }
  });
});

describe("the models that an endpoint serves", () => {
  const endpoint = "/api/2.0/serving-endpoints/one";
  const served = (): Promise<unknown> => choose("selectServedEntity", { endpointName: "one" });

  it("are offered with what they are", async () => {
    await answer(endpoint, {
      config: {
        served_entities: [
          { name: "b", external_model: { name: "gpt-4o", provider: "openai", task: "llm/v1/chat" } },
          { name: "a", entity_name: "main.ml.delays", entity_version: "3" },
          { name: "d", foundation_model: { display_name: "Llama" }, entity_name: "system.ai.llama" },
          { name: "c\u0000", foundation_model: 7 },
          { entity_name: "none" },
          null,
        ],
      },
    });
    expect(await served()).toEqual([
      { key: "a", label: "a (main.ml.delays version 3)" },
      { key: "b", label: "b (gpt-4o)" },
      { key: "c\u0000", label: "c" },
      { key: "d", label: "d (Llama)" },
    ]);
  });

  it("are an empty list of an endpoint that serves nothing yet", async () => {
    await answer(endpoint, { pending_config: {} });
    expect(await served()).toEqual([]);
  });

  it("include those of a deployment in progress, whose logs matter most, each once", async () => {
    const now = { served_entities: [{ name: "now" }] };
    await answer(endpoint, {
      config: now,
      pending_config: { served_entities: [{ name: "later" }, { name: "now" }] },
    });
    expect(await served()).toMatchObject([{ key: "later" }, { key: "now" }]);
  });

  it("are an error of an endpoint that does not exist, or may not be viewed", async () => {
    expect((await failureOf(served())).message).toContain("Endpoint with name 'one' does not exist");
    const message = "User does not have permission 'View' on Endpoint one";
    await answer(endpoint, { error_code: "PERMISSION_DENIED", message }, 403);
    expect((await failureOf(served())).message).toContain(message);
  });
});

describe("the runs of MLflow", () => {
  const search = "/api/2.0/mlflow/runs/search";

  it("are offered of one experiment, or of all", async () => {
    const runs = await choose("selectMlflowRun", { experimentId: experimentExample.experiment_id });
    expect(runs).toHaveLength(2);
    expect(await choose("selectMlflowRun")).toEqual(runs);
    expect(runs).toContainEqual({
      key: mlflowRunExample.info.run_id,
      label: "2025-11-16 07:40 UTC line (finished)",
    });
  });

  it("are an empty list where there are no experiments, or no runs", async () => {
    await answer("/api/2.0/mlflow/experiments/search", {});
    expect(await choose("selectMlflowRun")).toEqual([]);
    await answer(search, {});
    expect(await choose("selectMlflowRun", { experimentId: "1" })).toEqual([]);
    await answer("/api/2.0/mlflow/experiments/search", {});
    expect(await choose("selectExperimentName")).toEqual([]);
  });

  it("that cannot be offered are omitted", async () => {
    await answer(search, { runs: [{ info: { run_id: "a", start_time: "soon" } }, { info: {} }, {}, null] });
    expect(await choose("selectMlflowRun", { experimentId: "1" })).toEqual([{ key: "a", label: "a" }]);
  });
});
