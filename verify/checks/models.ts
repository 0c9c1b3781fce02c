/** Serving endpoints, registered models, and MLflow's tracking. */
import { chatAnswerExample } from "../../src/services/serving/servingExamples";
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { experimentKind } from "../kinds";
import { agree, NotTried } from "../outcomes";
import { refusedWith } from "./refusals";

const servingPage = "https://docs.databricks.com/api/workspace/servingendpoints";
const modelsPage = "https://docs.databricks.com/api/workspace/registeredmodels";
const mlflowPage = "https://docs.databricks.com/api/workspace/experiments";

interface Model {
  full_name: string;
  aliases?: { alias_name: string; version_num: number }[];
}

/** The experiment of the run. */
const madeExperiment = (context: CheckContext): Promise<string> =>
  context.fixture("the experiment", async () => {
    context.willMake(experimentKind, context.name);
    const made = await context.call<{ experiment_id: string }>("createExperiment", {
      experimentName: context.experimentName,
    });
    return made.experiment_id;
  });

export const modelChecks: Check[] = [
  {
    id: "serving.lists",
    title: "Endpoints are listed and offered",
    tries: "List Serving Endpoints, Select Serving Endpoint",
    source: servingPage,
    covers: ["listServingEndpoints", "selectServingEndpoint"],
    run: async (context) => {
      const listed = await context.call<object[]>("listServingEndpoints");
      const offered = await context.call<object[]>("selectServingEndpoint");
      return `${listed.length} listed, ${offered.length} offered`;
    },
  },
  {
    id: "serving.error.endpoint",
    title: "An unknown endpoint is refused with 404 RESOURCE_DOES_NOT_EXIST",
    tries: "get and query of an endpoint that is not there",
    source: servingPage,
    covers: ["getServingEndpoint"],
    run: async (context) => {
      const got = await context.request("GET", `/api/2.0/serving-endpoints/${context.name}`);
      const path = `/serving-endpoints/${context.name}/invocations`;
      const queried = await context.request("POST", path, { body: { prompt: "x" } });
      const { message } = await context.refusal("getServingEndpoint", { endpointName: context.name });
      agree(/Check the Endpoint Name/.test(message), message);
      return `${refusedWith(got, [404], /^RESOURCE_DOES_NOT_EXIST$/)}; query: ${refusedWith(queried, [404])}`;
    },
  },
  {
    id: "serving.query",
    title: "The given chat endpoint answers a question with text",
    tries: "Get and Query Serving Endpoint, with a limit of 100 tokens",
    source: servingPage,
    covers: ["getServingEndpoint", "queryServingEndpoint", "selectServedEntity", "getServingEndpointSchema"],
    needs: ["endpoint"],
    minutes: 10,
    run: async (context) => {
      const endpointName = context.settings.endpoint;
      const { state } = await context.call<{ state: { ready: string } }>("getServingEndpoint", {
        endpointName,
      });
      const { text, response } = await context.call<{ text?: string; response: object }>(
        "queryServingEndpoint",
        {
          endpointName,
          prompt: chatAnswerExample.question,
          maxTokens: "100",
        },
      );
      agree(typeof text === "string", JSON.stringify(response));
      const entities = await context.call<object[]>("selectServedEntity", { endpointName });
      const { openapi } = await context.call<{ openapi?: string }>("getServingEndpointSchema", {
        endpointName,
      });
      return `${state.ready}, ${entities.length} served, OpenAPI ${openapi}; fields ${Object.keys(response).join(", ")}; ${JSON.stringify(response)}`;
    },
  },
  {
    id: "serving.error.input",
    title: "A question without content is refused with 400",
    tries: "messages that are no list, to the given endpoint",
    source: servingPage,
    needs: ["endpoint"],
    run: async (context) => {
      const path = `/serving-endpoints/${context.settings.endpoint}/invocations`;
      const answer = await context.request("POST", path, { body: { messages: "none" } });
      return refusedWith(answer, [400, 422]);
    },
  },
  {
    id: "models.lists",
    title: "Registered models of a schema are listed, and none is no error",
    tries: "List Registered Models of the run's schema, Select Registered Model",
    source: modelsPage,
    covers: ["listRegisteredModels", "selectRegisteredModel"],
    needs: ["schema"],
    run: async (context) => {
      const place = { catalog: context.catalog, schema: context.name };
      const listed = await context.call<object[]>("listRegisteredModels", place);
      const offered = await context.call<object[]>("selectRegisteredModel");
      agree(listed.length === 0, `${listed.length} models of a schema without one`);
      return `${offered.length} offered`;
    },
  },
  {
    id: "models.error.model",
    title: "An unknown model is refused with 404, and so are its versions and aliases",
    tries: "get of a model that is not there, its versions, an alias to set and to delete",
    source: modelsPage,
    covers: ["getRegisteredModel"],
    needs: ["schema"],
    run: async (context) => {
      const modelFullName = `${context.catalog}.${context.name}.nowhere`;
      const answer = await context.request("GET", `/api/2.1/unity-catalog/models/${modelFullName}`);
      const got = await context.refusal("getRegisteredModel", { modelFullName });
      const set = await context.refusal("setModelAlias", { modelFullName, alias: "check", version: "1" });
      const removed = await context.refusal("deleteModelAlias", { modelFullName, alias: "check" });
      const statuses = [got, set, removed].map(({ status }) => status).join(", ");
      agree(statuses === "404, 404, 404", `${statuses}; ${set.message}`);
      return refusedWith(answer, [404]);
    },
  },
  {
    id: "models.read",
    title: "The given model is read with its versions, and by its alias where it has one",
    tries: "Get Registered Model, List Model Versions, Get Model Version, Get Model Version By Alias",
    source: modelsPage,
    covers: [
      ...["getRegisteredModel", "listModelVersions", "getModelVersion", "getModelVersionByAlias"],
      ...["selectModelVersion", "selectModelAlias"],
    ],
    needs: ["model"],
    run: async (context) => {
      const modelFullName = context.settings.model;
      const { aliases = [] } = await context.call<Model>("getRegisteredModel", { modelFullName });
      const versions = await context.call<{ version: number }[]>("listModelVersions", { modelFullName });
      const [newest] = versions;
      if (!newest) throw new NotTried("the given model has no version");
      const given = { modelFullName, version: String(newest.version) };
      const { status } = await context.call<{ status: string }>("getModelVersion", given);
      for (const { alias_name: alias, version_num } of aliases.slice(0, 1)) {
        const { version } = await context.call<{ version: number }>("getModelVersionByAlias", {
          modelFullName,
          alias,
        });
        agree(version === version_num, `alias ${alias}: ${version} instead of ${version_num}`);
      }
      const offered = await context.call<object[]>("selectModelVersion", { modelFullName });
      await context.call("selectModelAlias", { modelFullName });
      agree(
        offered.length === versions.length,
        `${offered.length} versions offered, ${versions.length} listed`,
      );
      return `${versions.length} versions, the first ${status}; ${aliases.length} aliases`;
    },
  },
  {
    id: "mlflow.error.experiment",
    title: "An unknown experiment is refused with 404 RESOURCE_DOES_NOT_EXIST",
    tries: "get by a name that no experiment has",
    source: mlflowPage,
    covers: ["getExperiment", "selectExperiment", "selectExperimentName"],
    run: async (context) => {
      const query = { experiment_name: `${context.experimentName}_nowhere` };
      const answer = await context.request("GET", "/api/2.0/mlflow/experiments/get-by-name", { query });
      const refused = await context.refusal("getExperiment", {
        experimentName: `${context.experimentName}_nowhere`,
      });
      agree(refused.status === 404, refused.message);
      await context.call("selectExperiment");
      await context.call("selectExperimentName");
      return refusedWith(answer, [404], /^RESOURCE_DOES_NOT_EXIST$/);
    },
  },
  {
    id: "mlflow.run",
    title: "A run keeps its metrics, parameters and tags, and is found",
    tries: "Create Experiment and Run, Log Batch, Update, Get and Search Runs",
    source: mlflowPage,
    covers: [
      ...["createExperiment", "getExperiment", "createMlflowRun", "logMlflowBatch"],
      ...["updateMlflowRun", "getMlflowRun", "searchMlflowRuns", "selectMlflowRun"],
    ],
    needs: ["experiment"],
    run: async (context) => {
      const experimentId = await madeExperiment(context);
      await context.call("getExperiment", { experimentId });
      const { info } = await context.call<{ info: { run_id: string } }>("createMlflowRun", { experimentId });
      const runId = info.run_id;
      await context.call("logMlflowBatch", {
        runId,
        metrics: { loss: 0.25 },
        parameters: { rate: "0.1" },
        tags: {},
      });
      await context.call("updateMlflowRun", { runId, status: "FINISHED" });
      const run = JSON.stringify(await context.call("getMlflowRun", { runId }));
      agree(/0\.25/.test(run) && /FINISHED/.test(run), run);
      const found = await context.call<object[]>("searchMlflowRuns", {
        experimentIds: [experimentId],
        filter: "metrics.loss < 1",
      });
      agree(found.length === 1, `${found.length} found`);
      const offered = await context.call<{ key: string }[]>("selectMlflowRun", { experimentId });
      agree(offered[0]?.key === runId, JSON.stringify(offered));
      return `${found.length} run found`;
    },
  },
  {
    id: "mlflow.duplicate",
    title: "An experiment of a name that is taken is refused as RESOURCE_ALREADY_EXISTS",
    tries: "create again",
    source: mlflowPage,
    needs: ["experiment"],
    run: async (context) => {
      await madeExperiment(context);
      const answer = await context.request("POST", "/api/2.0/mlflow/experiments/create", {
        body: { name: context.experimentName },
      });
      return refusedWith(answer, [400, 409], /^RESOURCE_ALREADY_EXISTS$/);
    },
  },
];
