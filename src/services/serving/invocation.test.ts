/** When a query waits for its endpoint, when it is sent again, and when never. */
import { type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";

const { server, time } = useScriptedServer();

const query = (parameters: object = {}) =>
  runAction("queryServingEndpoint", {
    connection: tokenConnection(server.url),
    endpointName: "tones",
    requestShape: "chat",
    prompt: "Hello",
    ...parameters,
  });

const answer: Step = { body: { choices: [{ message: { role: "assistant", content: "Hi" } }] } };

const refusal = (status: number, message: string, error_code = "BAD_REQUEST"): Step => ({
  status,
  body: { error_code, message },
});

const notReady = refusal(400, "The endpoint 'tones' is not ready.");

const endpoint = (ready: string, config_update: string, entities: object[] = []): Step => ({
  body: { name: "tones", state: { ready, config_update }, config: { served_entities: entities } },
});

const coming = endpoint("NOT_READY", "IN_PROGRESS", [
  { name: "tones-1", state: { deployment: "DEPLOYMENT_CREATING", deployment_state_message: "Building" } },
]);
const there = endpoint("READY", "NOT_UPDATING");

const sent = (): string[] => server.arrivals.map(({ method }) => String(method));

it.each([
  [["Hi"], "Hi"],
  ["Hi", "Hi"],
  [[{ content: "Hi" }], "Hi"],
  [[0.5, 0.25], undefined],
])("the response may be no object: %j", async (response, text) => {
  server.script({ body: JSON.stringify(response) });
  expect((await query()).data).toEqual({ response, ...(text !== undefined && { text }) });
});

it.each([[[]], [""], [null]])("a response that holds nothing is an error: %j", async (response) => {
  server.script({ body: JSON.stringify(response) });
  expect((await failureOf(query())).message).toContain("the response is not a JSON object");
});

describe("a query of an endpoint that is not ready", () => {
  it("waits until the endpoint is ready and is then sent again", async () => {
    server.script(notReady, coming, coming, coming, there, answer);
    expect((await query()).data).toMatchObject({ text: "Hi" });
    expect(sent()).toEqual(["POST", "GET", "GET", "GET", "GET", "POST"]);
  });

  it.each([
    ["404 of an endpoint that is seen not to be ready", refusal(404, "Not found", "RESOURCE_DOES_NOT_EXIST")],
    ["503 of one that is seen not to be ready", refusal(503, "Try later", "TEMPORARILY_UNAVAILABLE")],
    ["409 of one that is seen not to be ready", refusal(409, "Busy", "RESOURCE_CONFLICT")],
  ])("waits after %s", async (_name, first) => {
    server.script(first, coming, there, answer);
    expect((await query()).data).toMatchObject({ text: "Hi" });
  });

  it("waits while a model that has scaled to zero comes back, though the endpoint reads ready", async () => {
    const scaling = refusal(503, "The model is scaling from zero, try again", "TEMPORARILY_UNAVAILABLE");
    server.script(scaling, there, there, scaling, there, there, answer);
    expect((await query()).data).toMatchObject({ text: "Hi" });
    expect(sent().filter((method) => method === "POST")).toHaveLength(3);
  });

  it("goes on without looking where the identity may query but not look", async () => {
    const denied = refusal(403, "User does not have permission 'View'", "PERMISSION_DENIED");
    server.script(notReady, denied, denied, notReady, denied, denied, answer);
    expect((await query()).data).toMatchObject({ text: "Hi" });
  });

  it("keeps waiting in states that nobody knows", async () => {
    server.script(notReady, endpoint("WARMING", "THINKING"), endpoint("WARMING", "THINKING"), there, answer);
    expect((await query()).data).toMatchObject({ text: "Hi" });
  });

  it("gives up at the deadline and tells the endpoint's state", async () => {
    server.script(notReady, coming);
    const error = await failureOf(query({ timeoutSeconds: "30" }));
    expect(time.elapsedMs()).toBeGreaterThanOrEqual(30_000);
    expect(time.elapsedMs()).toBeLessThan(31_000);
    expect(error.message).toMatch(
      /^Query of the serving endpoint tones failed: it was not ready after 30(?:\.\d)? s, and responded: .*is not ready.*\(ready: NOT_READY, update: IN_PROGRESS; tones-1 DEPLOYMENT_CREATING Building\)/,
    );
    expect(error).toMatchObject({ resourceIds: { endpointName: "tones", state: "NOT_READY" } });
    expect(sent().filter((method) => method === "POST")).toHaveLength(1);
  });

  it("ends at once when the endpoint's update has failed", async () => {
    server.script(
      notReady,
      endpoint("NOT_READY", "UPDATE_FAILED", [
        { name: "tones-1", state: { deployment: "DEPLOYMENT_FAILED" } },
      ]),
    );
    const error = await failureOf(query());
    expect(error.message).toContain(
      "it is not ready, and its last update did not succeed (ready: NOT_READY, update: UPDATE_FAILED; tones-1 DEPLOYMENT_FAILED)",
    );
    expect(time.elapsedMs()).toBeLessThan(1000);
  });

  it("tells on the way that it waits", async () => {
    server.script(notReady, ...Array<Step>(90).fill(coming), there, answer);
    const { lines } = await query();
    expect(
      lines.filter((line) => line.startsWith("info: The serving endpoint tones is not ready after")),
    ).not.toEqual([]);
  });
});

describe("a query that may have been carried out", () => {
  it.each<[string, Step]>([
    ["500", refusal(500, "The endpoint is not ready", "INTERNAL_ERROR")],
    ["504", refusal(504, "The endpoint is not ready", "DEADLINE_EXCEEDED")],
    ["a lost answer", "dropAfter"],
  ])("is not sent again after %s", async (_name, first) => {
    server.script(first, there, answer);
    expect((await failureOf(query())).message).toContain(
      "It is not known whether the request was carried out.",
    );
    expect(sent()).toEqual(["POST"]);
  });

  it("is not sent again after 503 of an endpoint that is ready", async () => {
    server.script(refusal(503, "Busy", "TEMPORARILY_UNAVAILABLE"), there, answer);
    expect((await failureOf(query())).message).toContain("HTTP 503");
    expect(sent()).toEqual(["POST", "GET"]);
  });

  it("is not sent again after an exception of the model, whatever its words", async () => {
    const text = "An error occurred while evaluating the model. Error 'the endpoint is not ready'";
    server.script(refusal(400, text), there, answer);
    expect((await failureOf(query())).message).toContain(text);
    expect(sent()).toEqual(["POST"]);
  });

  it("waits for its answer until the deadline and no longer", async () => {
    server.script("hang");
    const error = await failureOf(query({ timeoutSeconds: "90" }));
    expect(error.message).toContain("no response was received within 90 s");
    expect(time.elapsedMs()).toBe(90_000);
    expect(sent()).toEqual(["POST"]);
  });

  it("honours 429 with its pause", async () => {
    server.script({ status: 429, headers: { "retry-after": "5" } }, answer);
    await query();
    expect(server.gaps()[0]).toBeGreaterThanOrEqual(5000);
  });
});

describe("an answer", () => {
  const ask = async (body: object, headers = {}, parameters = {}): Promise<unknown> => {
    server.script({ body, headers });
    return (await query(parameters)).data;
  };

  it("comes as it is, with the served model's name", async () => {
    const body = { predictions: [1.5, null] };
    expect(await ask(body, { "served-model-name": "tones-1" })).toEqual({
      response: body,
      servedModelName: "tones-1",
    });
  });

  it("keeps integers that a number cannot hold as their digits", async () => {
    server.script({ body: '{"predictions": [9007199254740993]}' });
    expect((await query()).data).toEqual({ response: { predictions: ["9007199254740993"] } });
  });
});
