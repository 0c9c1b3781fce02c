/** The Query input of Query Serving Endpoint: every kind of query, and Automatic, which asks the endpoint. */
import { chatAnswerExample, chatEndpointExample } from "../src/services/serving/servingExamples";
import { failureOf, runIn } from "./support/component";
import { addEchoEndpoints } from "./support/echoEndpoints";
import { freshWorkspace, type TestWorkspace } from "./support/workspace";

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await freshWorkspace();
  await addEchoEndpoints(workspace);
});
afterEach(() => workspace.close());

interface Result {
  response: Record<string, unknown>;
  text?: string;
  servedModelName?: string;
}

const ask = async (
  endpointName: string,
  configuration: string,
  values: object,
  others: object = {},
): Promise<Result> =>
  (await runIn(workspace, "queryServingEndpoint", {
    endpointName,
    query: { configuration, values },
    ...others,
  })) as Result;

const automatic = (endpointName: string, input: unknown, others: object = {}): Promise<Result> =>
  ask(endpointName, "automatic", { input, ...others });

const messageOf = async (running: Promise<unknown>): Promise<string> => (await failureOf(running)).message;

/** The bodies of the queries that were sent. */
const bodies = async (): Promise<unknown[]> =>
  (await workspace.requests()).filter(({ path }) => path.endsWith("/invocations")).map(({ body }) => body);

const flights = [
  { distance: 800, hour: 17 },
  { distance: 250, hour: 8 },
];
const predictions = [7.7, 3];
const messages = [{ role: "user", content: "Hello" }];

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
    expect((await automatic("flight-delays", flights)).response).toEqual({ predictions });
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

describe("a query of a chosen kind", () => {
  it("has messages or a prompt, after a system prompt, and the tuning of a chat", async () => {
    await ask("echo-chat", "chat", {
      prompt: "one two END",
      systemPrompt: "Be short.",
      maxTokens: "5",
      temperature: "0",
      stop: ["END"],
      furtherParameters: { n: 2 },
    });
    await ask("echo-chat", "chat", { messages: JSON.stringify(messages) });
    expect(await bodies()).toEqual([
      {
        messages: [
          { role: "system", content: "Be short." },
          { role: "user", content: "one two END" },
        ],
        max_tokens: 5,
        temperature: 0,
        stop: ["END"],
        n: 2,
      },
      { messages },
    ]);
  });

  it("needs no reading of the endpoint", async () => {
    await ask("flight-delays", "records", { records: flights });
    await ask("flight-delays", "split", { columns: ["distance", "hour"], rows: [[800, 17]] });
    await ask("flight-delays", "instances", { instances: flights });
    await ask("flight-delays", "inputs", { inputs: flights });
    await ask("flight-delays", "raw", { body: { dataframe_records: flights } });
    await ask("echo-completions", "completion", { texts: "Once" });
    await ask("echo-embeddings", "embeddings", { texts: ["a", "b"] });
    await failureOf(ask("echo-chat", "responses", { prompt: "Hello", furtherParameters: { custom: 1 } }));
    expect(await bodies()).toEqual([
      { dataframe_records: flights },
      { dataframe_split: { columns: ["distance", "hour"], data: [[800, 17]] } },
      { instances: flights },
      { inputs: flights },
      { dataframe_records: flights },
      { prompt: "Once" },
      { input: ["a", "b"] },
      { input: messages, custom: 1 },
    ]);
    expect((await workspace.requests()).filter(({ method }) => method === "GET")).toEqual([]);
  });

  it.each<[string, string, object, string]>([
    ["no message", "chat", {}, "Query, Chat: Messages is empty, and so is Prompt."],
    ["both", "chat", { prompt: "a", messages }, "Query, Chat: Messages and Prompt exclude each other."],
    [
      "a field of another kind",
      "embeddings",
      { texts: "a", maxTokens: 1 },
      'Query, Embeddings: "maxTokens" is none of its fields',
    ],
    ["no records", "records", { records: [] }, "Query, Tabular Records: Records is empty."],
    [
      "no columns",
      "split",
      { columns: [], rows: [[1]] },
      "Query, Tabular Columns And Rows: Columns is empty.",
    ],
    [
      "a short row",
      "split",
      { columns: ["a", "b"], rows: [[1, 2], [1]] },
      "Query, Tabular Columns And Rows: Rows must have 2 values in each row: row 2 does not.",
    ],
    [
      "a row that is no list",
      "split",
      { columns: ["a"], rows: [1] },
      "Query, Tabular Columns And Rows: Rows must contain only lists of values: entry 1 is not a list.",
    ],
    ["no instances", "instances", { instances: "[]" }, "Query, Instances: Instances is an empty list."],
    ["a stream", "raw", { body: { stream: true } }, "Query, Raw: Body requests a stream"],
    [
      "a stream beside",
      "embeddings",
      { texts: "a", furtherParameters: { stream: true } },
      "Further Parameters requests a stream",
    ],
    [
      "a field twice",
      "embeddings",
      { texts: "a", furtherParameters: { input: "b" } },
      'Further Parameters have "input", which has an input of its own.',
    ],
    ["nothing", "automatic", { input: " " }, "Query, Automatic: Input is blank."],
    ["no kind", "other", {}, "Query must be one of automatic, chat,"],
  ])("is refused with %s before anything is sent", async (_name, kind, values, message) => {
    expect(await messageOf(ask("echo-chat", kind, values))).toContain(message);
    expect(await workspace.requests()).toEqual([]);
  });

  it("stands alone: an input of the older way beside it is refused by its label", async () => {
    expect(await messageOf(ask("echo-chat", "chat", { prompt: "a" }, { prompt: "b" }))).toBe(
      "Prompt and Query exclude each other: clear one of them.",
    );
    const { text } = await ask("echo-chat", "chat", { prompt: "a" }, { requestShape: "embeddings" });
    expect(text).toBe("a");
  });

  it("left as a form leaves it, lets the older way apply", async () => {
    for (const query of [undefined, "", {}, { configuration: "", values: {} }]) {
      const given = { endpointName: "echo-chat", prompt: "Hello", query };
      expect(await runIn(workspace, "queryServingEndpoint", given)).toMatchObject({ text: "Hello" });
    }
  });
});

describe("a served model", () => {
  it("is queried by its name, whatever the shares", async () => {
    const given = { servedModel: "flight_delays-2" };
    const { servedModelName } = await ask("flight-delays", "records", { records: flights }, given);
    expect(servedModelName).toBe("flight_delays-2");
    const [request] = await workspace.requests();
    expect(request?.path).toBe("/serving-endpoints/flight-delays/served-models/flight_delays-2/invocations");
  });

  it("that the endpoint does not serve is an error", async () => {
    const asked = ask("flight-delays", "records", { records: flights }, { servedModel: "none" });
    expect(await messageOf(asked)).toContain("Served model with name 'none' does not exist");
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
