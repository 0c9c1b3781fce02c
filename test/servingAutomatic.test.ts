/** Automatic queries, which ask the endpoint what it takes. */
import { chatAnswerExample, chatEndpointExample } from "../src/services/serving/servingExamples";
import { failureOf } from "./support/component";
import {
  flightPredictions,
  flights,
  messageOf,
  messages,
  queryEndpoint,
  sentQueries,
  useServingWorkspace,
} from "./support/servingQueries";

const workspace = useServingWorkspace();

const automatic = (endpointName: string, input: unknown, others: object = {}) =>
  queryEndpoint(workspace, endpointName, {
    query: { configuration: "automatic", values: { input, ...others } },
  });

const bodies = () => sentQueries(workspace);

describe("an automatic query", () => {
  it("sends a text, or messages, to a chat model", async () => {
    for (const input of ["Hello", messages, JSON.stringify(messages), messages[0]]) {
      expect((await automatic("echo-chat", input)).text).toBe("Hello");
    }
    expect((await bodies()).every((body) => JSON.stringify(body) === JSON.stringify({ messages }))).toBe(
      true,
    );
    expect((await automatic("echo-chat", "[not JSON", { maxTokens: "1" })).text).toBe("[not");
  });

  it("sends one text, or several, to models of completions and embeddings", async () => {
    expect((await automatic("echo-completions", "Once")).text).toBe("Once");
    await automatic("echo-completions", ["a", "b"]);
    const { response } = await automatic("echo-embeddings", '["a", "b"]');
    expect(response.data).toHaveLength(2);
    expect(await bodies()).toEqual([{ prompt: "Once" }, { prompt: ["a", "b"] }, { input: ["a", "b"] }]);
  });

  it("sends records, columns with data, and lists to a custom model, which has no task", async () => {
    const split = { columns: ["distance", "hour"], data: [[800, 17]] };
    expect((await automatic("flight-delays", flights)).response).toEqual({ predictions: flightPredictions });
    expect((await automatic("flight-delays", flights[0])).response).toEqual({ predictions: [7.7] });
    expect((await automatic("flight-delays", split)).response).toEqual({ predictions: [7.7] });
    await failureOf(automatic("flight-delays", [1, 2]));
    await failureOf(automatic("flight-delays", { distance: [800], hour: [17] }));
    await failureOf(automatic("flight-delays", "a text"));
    expect(await bodies()).toEqual([
      { dataframe_records: flights },
      { dataframe_records: [flights[0]] },
      { dataframe_split: split },
      { inputs: [1, 2] },
      { inputs: { distance: [800], hour: [17] } },
      { inputs: ["a text"] },
    ]);
  });

  it.each<[string, string, unknown, RegExp]>([
    [
      "records to a chat model",
      "echo-chat",
      flights,
      /echo-chat, which is a chat model and takes a text, or messages/,
    ],
    ["texts to a chat model", "echo-chat", ["a"], /echo-chat, which is a chat model/],
    [
      "messages to an embedding model",
      "echo-embeddings",
      messages,
      /is an embedding model and takes a text or a list of texts\.$/,
    ],
    ["records to a completion model", "echo-completions", flights, /is a completion model/],
  ])("does not send %s: it says what the endpoint takes", async (_name, endpoint, input, expected) => {
    const message = await messageOf(automatic(endpoint, input));
    expect(message).toMatch(/^Query, Automatic: Input does not fit /);
    expect(message).toMatch(expected);
    expect(await bodies()).toEqual([]);
  });

  it("refuses the tuning of a language model for other models", async () => {
    expect(await messageOf(automatic("flight-delays", flights, { maxTokens: "5" }))).toBe(
      "Query, Automatic: Max Tokens does not fit flight-delays, which is a custom model: clear it.",
    );
    expect(await messageOf(automatic("echo-embeddings", "a", { temperature: "0.5" }))).toContain(
      "Temperature does not fit echo-embeddings, which is an embedding model",
    );
  });

  const path = "/api/2.0/serving-endpoints/other";
  const described = async (endpoint: object, document?: object): Promise<void> => {
    await workspace.fault({ path, status: 200, body: endpoint });
    if (document) await workspace.fault({ path: `${path}/openapi`, status: 200, body: document });
  };
  const documentOf = (...fields: string[]): object => ({
    paths: {
      "/served-models/a/invocations": {
        post: {
          responses: { 200: { schema: { properties: { predictions: {} } } } },
          requestBody: {
            content: {
              "application/json": {
                schema: { oneOf: fields.map((name) => ({ properties: { [name]: {} } })) },
              },
            },
          },
        },
      },
    },
  });
  const answered = (): Promise<unknown> =>
    workspace.fault({ path: "/serving-endpoints/other/invocations", status: 200, body: {} });

  it.each<[string, object, unknown, object]>([
    [
      "an external model",
      { served_entities: [{ external_model: { task: "llm/v1/completions" } }] },
      "a",
      { prompt: "a" },
    ],
    [
      "a hosted model",
      { served_entities: [null, {}, { foundation_model: { task: "llm/v1/chat" } }] },
      "Hello",
      { messages },
    ],
  ])("takes the task from %s", async (_name, config, input, body) => {
    await described({ config });
    await answered();
    await automatic("other", input);
    expect(await bodies()).toEqual([body]);
  });

  it("sends the messages of an agent as its input", async () => {
    await described({ task: "agent/v1/responses" });
    await answered();
    await automatic("other", "Hello");
    expect(await bodies()).toEqual([{ input: messages }]);
  });

  it.each<[string, string[], unknown, object]>([
    ["messages", ["messages", "stream"], "Hello", { messages }],
    ["prompts", ["prompt"], "Once", { prompt: "Once" }],
    ["texts", ["input"], ["a"], { input: ["a"] }],
    ["instances alone", ["instances"], [[1]], { instances: [[1]] }],
    ["inputs alone", ["inputs"], flights, { inputs: flights }],
  ])(
    "reads from the document of an endpoint without a task that it takes %s",
    async (_name, fields, input, body) => {
      await described({}, documentOf(...fields));
      await answered();
      await automatic("other", input);
      expect(await bodies()).toEqual([body]);
    },
  );

  it("names the fields that a document says, where none fits", async () => {
    await described({}, documentOf("dataframe_split"));
    expect(await messageOf(automatic("other", flights))).toBe(
      "Query, Automatic: Input does not fit other, which is a custom model and takes records, columns with data, a list, or an object of lists, as dataframe_split.",
    );
  });

  it("takes an endpoint without task and document for a custom model", async () => {
    await described({ task: "", config: 7 });
    await workspace.fault({ path: `${path}/openapi`, status: 400, body: { error_code: "BAD_REQUEST" } });
    await answered();
    await automatic("other", flights);
    expect(await bodies()).toEqual([{ dataframe_records: flights }]);
  });

  it("says so where the task is of no known kind, and where the endpoint may not be read", async () => {
    await described({ task: "llm/v1/rerank" });
    expect(await messageOf(automatic("other", "a"))).toContain(
      "it has the task llm/v1/rerank, for which no request is known. Choose another kind of Query",
    );
    const message = "User does not have permission 'View' on Endpoint other";
    await workspace.fault({ path, status: 403, body: { error_code: "PERMISSION_DENIED", message } });
    expect(await messageOf(automatic("other", "a"))).toContain("choose another kind of Query");
  });
});

describe("a model that the local workspace does not run", () => {
  const { name } = chatEndpointExample;

  it("gives the answer that it was given, with its tokens", async () => {
    expect(await automatic(name, chatAnswerExample.question)).toMatchObject({
      text: chatAnswerExample.answer,
      response: { model: chatAnswerExample.model, usage: { total_tokens: 72 } },
    });
  });

  it("makes up no other", async () => {
    expect(await messageOf(automatic(name, "Why?"))).toContain(`has no answer of ${name} to this`);
    const short = automatic(name, chatAnswerExample.question, { maxTokens: "5" });
    expect(await messageOf(short)).toContain("has only the one whole answer");
  });
});
