/** The Query input of Query Serving Endpoint: every kind of query that a builder chooses. */
import { failureOf, runIn } from "./support/component";
import {
  flights,
  messageOf,
  messages,
  queryEndpoint,
  sentQueries,
  useServingWorkspace,
} from "./support/servingQueries";

const workspace = useServingWorkspace();

const ask = (endpointName: string, configuration: string, values: object, others: object = {}) =>
  queryEndpoint(workspace, endpointName, { query: { configuration, values }, ...others });

const bodies = () => sentQueries(workspace);

describe("a query of a chosen kind", () => {
  it("has messages or a prompt, after a system prompt, and the tuning of a chat", async () => {
    await ask("echo-chat", "chat", {
      prompt: "one two END",
      systemPrompt: "Be short.",
      maxTokens: "5",
      temperature: "0",
      stop: ["END"],
      extraParameters: { n: 2 },
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
    await failureOf(ask("echo-chat", "responses", { prompt: "Hello", extraParameters: { custom: 1 } }));
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
      { texts: "a", extraParameters: { stream: true } },
      "Query, Embeddings: Further Parameters requests a stream",
    ],
    [
      "a field twice",
      "embeddings",
      { texts: "a", extraParameters: { input: "b" } },
      'Query, Embeddings: Further Parameters have "input", which has an input of its own.',
    ],
    ["nothing", "automatic", { input: " " }, "Query, Automatic: Input is blank."],
    ["no kind", "other", {}, "Query must be one of automatic, chat,"],
  ])("is refused with %s before anything is sent", async (_name, kind, values, message) => {
    expect(await messageOf(ask("echo-chat", kind, values))).toContain(message);
    expect(await workspace.requests()).toEqual([]);
  });

  it("stands alone: an input of the older way beside it is refused by its label", async () => {
    expect(await messageOf(ask("echo-chat", "chat", { prompt: "a" }, { prompt: "b" }))).toBe(
      "Query and Prompt exclude each other: clear one of them.",
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
