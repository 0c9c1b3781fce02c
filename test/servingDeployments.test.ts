/** Serving endpoints that are created, updated, deleted and looked into. */
import { chatEndpointExample, modelEndpointExample } from "../src/services/serving/servingExamples";
import { failureOf, runnerIn } from "./support/component";
import { always } from "./support/faultRow";
import { startVirtualTime, type VirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace({ clock: "auto" });

const endpointName = "delays-preview";
const model = "workspace.default.flight_delays";
const run = runnerIn(workspace, { parameters: { endpointName } });
const rows = (...versions: string[]) =>
  versions.map((version) => ({
    modelFullName: model,
    version,
    trafficPercent: String(100 / versions.length),
  }));

it("an endpoint is created, queried, updated, looked into and deleted", async () => {
  const waitForCompletion = true;
  const ai_gateway = { usage_tracking_config: { enabled: true } };
  const created = run("createServingEndpoint", {
    servedEntities: rows("1"),
    endpointSettings: { tags: [{ key: "team", value: "analytics" }], ai_gateway },
    waitForCompletion,
  });
  expect(await created).toMatchObject({
    name: endpointName,
    state: { ready: "READY", config_update: "NOT_UPDATING" },
    tags: [{ key: "team", value: "analytics" }],
    ai_gateway,
  });
  const updated = run("updateServingEndpoint", { servedEntities: rows("1", "2"), waitForCompletion });
  expect(await updated).toMatchObject({
    config: {
      config_version: 2,
      traffic_config: { routes: [{ traffic_percentage: 50 }, { traffic_percentage: 50 }] },
    },
  });
  const servedModel = "flight_delays-2";
  const logs = (logKind: string) => run("getServingEndpointLogs", { servedModel, logKind });
  expect(await logs("service")).toEqual({ logs: expect.stringContaining(`Serving ${model} version 2`) });
  expect(await logs("build")).toEqual({ logs: expect.stringContaining("Building the container") });
  expect(await run("getServingEndpointSchema")).toMatchObject({
    paths: { [`/served-models/${servedModel}/invocations`]: {} },
  });
  expect(await run("deleteServingEndpoint")).toEqual({ name: endpointName });
  expect((await failureOf(run("deleteServingEndpoint"))).message).toContain("does not exist");
});

it("an endpoint that cannot be deployed is an error with the messages of its deployments", async () => {
  await workspace.models({
    registered_models: [{ full_name: "main.models.broken", versions: [{ status: "FAILED_REGISTRATION" }] }],
  });
  const servedEntities = [{ modelFullName: "main.models.broken", version: "1" }];
  const { message } = await failureOf(
    run("createServingEndpoint", { servedEntities, waitForCompletion: true }),
  );
  expect(message).toContain(`Deployment of the serving endpoint ${endpointName} failed`);
  expect(message).toContain("broken-1 DEPLOYMENT_FAILED The version 1 of main.models.broken is not ready");
  expect(message).toContain("Get Serving Endpoint Logs returns the logs");
});

it("a taken name, a model that there is not and logs that there are not are refused", async () => {
  const taken = { endpointName: modelEndpointExample.name, servedEntities: rows("1") };
  const { message } = await failureOf(run("createServingEndpoint", taken));
  expect(message).toContain("RESOURCE_ALREADY_EXISTS");
  expect(message).toContain("To change an existing endpoint, use Update Serving Endpoint");
  const unknown = run("createServingEndpoint", { servedEntities: rows("77") });
  expect((await failureOf(unknown)).message).toContain("HTTP 404");
  const { name } = chatEndpointExample;
  const hosted = run("getServingEndpointLogs", { endpointName: name, servedModel: name });
  expect((await failureOf(hosted)).message).toContain("no logs");
});

it("what is wrong is refused before anything is sent, and a secret is not told", async () => {
  const openai_config = { openai_api_key: "sk-veryhidden" };
  const endpointConfiguration = {
    served_entities: [
      { external_model: { name: "gpt-4o", provider: "openai", task: "llm/v1/chat", openai_config } },
    ],
  };
  const { message } = await failureOf(run("createServingEndpoint", { endpointConfiguration }));
  expect(message).toContain("{{secrets/scope/key}}");
  expect(message).not.toContain("veryhidden");
  const uneven = [...rows("1"), ...rows("2")];
  expect((await failureOf(run("updateServingEndpoint", { servedEntities: uneven }))).message).toContain(
    "add up to 200 percent",
  );
  expect(await workspace.requests()).toEqual([]);
});

describe("an update", () => {
  const { name } = modelEndpointExample;
  const update = (others: object = {}) =>
    run("updateServingEndpoint", { endpointName: name, servedEntities: rows("1"), ...others });

  it("during another one is told in words", async () => {
    await workspace.fault({
      path: `/api/2.0/serving-endpoints/${name}/config`,
      status: 409,
      times: 1,
      body: { error_code: "RESOURCE_CONFLICT", message: "It is being updated." },
    });
    const { message } = await failureOf(update());
    expect(message).toContain("Another update of the endpoint is in progress, so this one was not started");
  });

  it("whose first response is lost is the one that is going on", async () => {
    // An automatic clock would end it before the second request.
    await workspace.close();
    await workspace.open();
    await workspace.fault({
      path: `/api/2.0/serving-endpoints/${name}/config`,
      phase: "after",
      drop: true,
      times: 1,
    });
    expect(await update()).toMatchObject({ name });
    expect((await workspace.requests()).map(({ method }) => method)).toEqual(["PUT", "PUT", "GET"]);
  });

  describe("that takes long", () => {
    let time: VirtualTime;
    beforeEach(() => {
      time = startVirtualTime();
    });
    afterEach(() => time.stop());

    it("goes on after the deadline, as the error says", async () => {
      const state = { ready: "READY", config_update: "IN_PROGRESS" };
      const body = { ...modelEndpointExample, state };
      await workspace.fault({
        path: `/api/2.0/serving-endpoints/${name}`,
        status: 200,
        times: always,
        body,
      });
      const { message } = await failureOf(update({ waitForCompletion: true, timeoutSeconds: 60 }));
      expect(message).toContain("it is still READY, update IN_PROGRESS after 60 s");
      expect(message).toContain("The deployment continues: Get Serving Endpoint returns the state.");
    });
  });
});
