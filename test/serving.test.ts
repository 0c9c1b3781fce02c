/** Queries of every shape, on models that really answer: Python functions and the deterministic echo. */
import type { ServingEndpoint } from "../src/services/serving/serving";
import { failureOf, runIn } from "./support/component";
import { echoModel } from "./support/echoEndpoints";
import { flightPredictions, flights, queryEndpoint, useServingWorkspace } from "./support/servingQueries";

const workspace = useServingWorkspace();

const query = (endpointName: string, inputs: object) => queryEndpoint(workspace, endpointName, inputs);

describe("a Python function", () => {
  it.each<[string, unknown]>([
    ["dataframeRecords", flights],
    ["dataframeRecords", JSON.stringify(flights)],
    [
      "dataframeSplit",
      {
        columns: ["distance", "hour"],
        data: [
          [800, 17],
          [250, 8],
        ],
      },
    ],
    ["instances", flights],
    ["inputs", flights],
    ["raw", { dataframe_records: flights }],
  ])("answers %s of %j", async (requestShape, requestData) => {
    expect(await query("flight-delays", { requestShape, requestData })).toEqual({
      response: { predictions: flightPredictions },
      servedModelName: "flight_delays-2",
    });
  });

  it("takes parameters", async () => {
    const furtherParameters = { params: { shift: 100 } };
    const { response } = await query("flight-delays", {
      requestShape: "dataframeRecords",
      requestData: flights,
      furtherParameters,
    });
    expect(response).toEqual({ predictions: [107.7, 103] });
  });

  it("fails the step with its exception, once", async () => {
    const error = await failureOf(
      query("flight-delays", { requestShape: "dataframeRecords", requestData: [{ distance: 1 }] }),
    );
    expect(error).toMatchObject({ status: 400, errorCode: "BAD_REQUEST" });
    expect(error.message).toContain("KeyError: 'hour'");
    expect(await workspace.requests()).toHaveLength(1);
  });

  const code = (python: string) => ({
    registered_models: [{ full_name: "workspace.default.own", versions: [{ python }] }],
  });

  it("may be any, with an answer of any length, whatever it prints", async () => {
    await workspace.models(
      code("def predict(data):\n    print('working')\n    return ['\\u00fc' * data[0], None, {'a': 1.5}]\n"),
    );
    const served = { entity_name: "workspace.default.own", entity_version: "1" };
    await workspace.call("POST", "/api/2.0/serving-endpoints", {
      name: "own",
      config: { served_entities: [served] },
    });
    await workspace.advance(60_000);
    const { response } = await query("own", { requestShape: "instances", requestData: [100_000] });
    expect(response.predictions).toEqual(["\u00fc".repeat(100_000), null, { a: 1.5 }]);
  });

  it("that is lost is started anew", async () => {
    await workspace.models(
      code("import os\n\ndef predict(data):\n    return [1] if data[0] else os._exit(3)\n"),
    );
    const served = { entity_name: "workspace.default.own", entity_version: "1", name: "own" };
    await workspace.call("POST", "/api/2.0/serving-endpoints", {
      name: "own",
      config: { served_entities: [served] },
    });
    await workspace.advance(60_000);
    const error = await failureOf(query("own", { requestShape: "instances", requestData: [0] }));
    expect(error.message).toContain("exit code 3");
    expect(error.message).toContain("It is not known whether the request was carried out.");
    const { response } = await query("own", { requestShape: "instances", requestData: [1] });
    expect(response).toEqual({ predictions: [1] });
  });
});

describe("the deterministic echo", () => {
  it("says which model it is, and gives the text by itself", async () => {
    const result = await query("echo-chat", { requestShape: "chat", prompt: "Hello there" });
    expect(result).toMatchObject({
      text: "Hello there",
      servedModelName: echoModel,
      response: { model: "deterministic-echo", object: "chat.completion" },
    });
  });

  it("takes messages, tokens, stops and further parameters", async () => {
    const messages = [
      { role: "system", content: "Be short." },
      { role: "user", content: "one two three END four" },
    ];
    const { response, text } = await query("echo-chat", {
      requestShape: "chat",
      messages,
      maxTokens: 2,
      temperature: 0,
      stop: ["END"],
      furtherParameters: { n: 2 },
    });
    expect(text).toBe("one two");
    expect(response.choices).toHaveLength(2);
    expect(response.choices).toMatchObject([{ finish_reason: "length" }, {}]);
  });

  it("goes on from a prompt, or from several", async () => {
    expect((await query("echo-completions", { requestShape: "completion", prompt: "Once" })).text).toBe(
      "Once",
    );
    const { response } = await query("echo-completions", { requestShape: "completion", prompt: ["a", "b"] });
    expect(response.choices).toMatchObject([{ text: "a" }, { text: "b" }]);
  });

  it("embeds texts so that those with words in common are near each other", async () => {
    const prompt = ["late flights from Chicago", "flights from Chicago late", "a bag of apples"];
    const { response, text } = await query("echo-embeddings", { requestShape: "embeddings", prompt });
    expect(text).toBeUndefined();
    const [one = [], same = [], other = []] = (response.data as { embedding: number[] }[]).map(
      ({ embedding }) => embedding,
    );
    const dot = (a: number[], b: number[]) =>
      a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
    expect(dot(one, same)).toBeCloseTo(1, 4);
    expect(dot(one, other)).toBeLessThan(0.9);
  });

  it("refuses what is none of its kind", async () => {
    const error = await failureOf(query("echo-chat", { requestShape: "completion", prompt: "Once" }));
    expect(error.message).toContain("HTTP 400 BAD_REQUEST): Missing required field: messages");
  });
});

describe("an endpoint that is not there yet", () => {
  const coming = (ready: string, config_update: string): object => ({
    name: "coming",
    task: "llm/v1/chat",
    state: { ready, config_update },
    config: {
      served_entities: [{ name: "deterministic-echo", entity_name: "system.ai.deterministic_echo" }],
      traffic_config: { routes: [{ served_model_name: "deterministic-echo", traffic_percentage: 100 }] },
    },
  });

  it("is waited for until it is ready", async () => {
    await workspace.setClock("auto");
    await workspace.models({ serving_endpoints: [coming("NOT_READY", "IN_PROGRESS")] });
    expect(await query("coming", { requestShape: "chat", prompt: "Hello" })).toMatchObject({ text: "Hello" });
    const asked = (await workspace.requests()).map(({ method, status }) => `${method} ${status}`);
    expect(asked.at(0)).toBe("POST 503");
    expect(asked.at(-1)).toBe("POST 200");
    expect(asked.filter((one) => one.startsWith("POST"))).toHaveLength(2);
  });

  it("is not waited for once its update has failed", async () => {
    await workspace.models({ serving_endpoints: [coming("NOT_READY", "UPDATE_FAILED")] });
    const error = await failureOf(query("coming", { requestShape: "chat", prompt: "Hello" }));
    expect(error.message).toContain(
      "its last update did not succeed (ready: NOT_READY, update: UPDATE_FAILED",
    );
  });

  it("answers with what it has while a change goes on", async () => {
    await workspace.models({ serving_endpoints: [coming("READY", "IN_PROGRESS")] });
    expect(await query("coming", { requestShape: "chat", prompt: "Hello" })).toMatchObject({ text: "Hello" });
    expect(await workspace.requests()).toHaveLength(1);
  });

  it("that nobody knows is an error with its name and a hint", async () => {
    const error = await failureOf(query("nowhere", { requestShape: "chat", prompt: "Hello" }));
    expect(error.message).toContain("Endpoint with name 'nowhere' does not exist.");
    expect(error.message).toContain("List Serving Endpoints");
  });
});

describe("a model that has scaled to zero", () => {
  it("is woken by a query, which is sent once and waits", async () => {
    await workspace.advance(31 * 60_000);
    await workspace.setClock("auto");
    const { response } = await query("flight-delays", { requestShape: "instances", requestData: flights });
    expect(response).toEqual({ predictions: flightPredictions });
    expect(await workspace.requests()).toHaveLength(1);
  });
});

it("a list without endpoints is an empty list", async () => {
  await workspace.models({ serving_endpoints: [], replace: true });
  expect(await runIn(workspace, "listServingEndpoints")).toEqual([]);
});

it("an endpoint is told with its change while it comes up", async () => {
  await workspace.call("POST", "/api/2.0/serving-endpoints", {
    name: "new",
    config: {
      served_entities: [{ entity_name: "workspace.default.airport_ranks", entity_version: "1" }],
    },
  });
  const get = async () =>
    (await runIn(workspace, "getServingEndpoint", { endpointName: "new" })) as ServingEndpoint;
  expect(await get()).toMatchObject({
    state: { ready: "NOT_READY", config_update: "IN_PROGRESS" },
    pending_config: { served_entities: [{ state: { deployment: "DEPLOYMENT_CREATING" } }] },
  });
  await workspace.advance(10_000);
  expect(await get()).toMatchObject({
    state: { ready: "READY", config_update: "NOT_UPDATING" },
    config: { served_entities: [{ state: { deployment: "DEPLOYMENT_READY" } }] },
  });
});
