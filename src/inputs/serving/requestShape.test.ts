/** The body that each shape makes, and the inputs that it refuses. */
import { type QueryFields, queryBody, type RequestShape, requestShapes } from "./requestShape";

const made = (shape: RequestShape, given: QueryFields): unknown => JSON.parse(queryBody(shape, given));

const user = { role: "user", content: "Hello" };

describe("the body of a query", () => {
  it.each<[RequestShape, QueryFields, object]>([
    ["dataframeRecords", { requestData: [{ a: 1 }] }, { dataframe_records: [{ a: 1 }] }],
    [
      "dataframeSplit",
      { requestData: { columns: ["a", "b"], data: [[1, 2]], index: [7] } },
      { dataframe_split: { columns: ["a", "b"], data: [[1, 2]], index: [7] } },
    ],
    [
      "dataframeSplit",
      { requestData: { columns: ["a"], data: [] } },
      { dataframe_split: { columns: ["a"], data: [] } },
    ],
    ["instances", { requestData: [1, "a"] }, { instances: [1, "a"] }],
    ["inputs", { requestData: { a: [1] } }, { inputs: { a: [1] } }],
    ["inputs", { requestData: "text" }, { inputs: "text" }],
    [
      "instances",
      { requestData: [1], furtherParameters: { params: { top: 2 }, client_request_id: "7" } },
      { instances: [1], params: { top: 2 }, client_request_id: "7" },
    ],
    ["chat", { prompt: "Hello" }, { messages: [user] }],
    [
      "chat",
      {
        messages: [user],
        maxTokens: 5,
        temperature: 0,
        stop: ["\n"],
        furtherParameters: { n: 2, stream: false },
      },
      { messages: [user], max_tokens: 5, temperature: 0, stop: ["\n"], n: 2, stream: false },
    ],
    ["completion", { prompt: "Once", temperature: 0.5 }, { prompt: "Once", temperature: 0.5 }],
    ["completion", { prompt: ["a", "b"] }, { prompt: ["a", "b"] }],
    ["embeddings", { prompt: "a" }, { input: "a" }],
    ["embeddings", { prompt: ["a", "b"] }, { input: ["a", "b"] }],
    ["raw", { requestData: { anything: [null], stream: false } }, { anything: [null], stream: false }],
  ])("of shape %s is made of %j", (shape, given, body) => {
    expect(made(shape, given)).toEqual(body);
  });

  it.each<[RequestShape, QueryFields, string]>([
    ["dataframeRecords", {}, "Data is empty, but Request Shape Dataframe Records requires it."],
    ["dataframeRecords", { requestData: [] }, "Data must be a JSON array of objects that is not empty"],
    ["dataframeRecords", { requestData: { a: 1 } }, "Data must be a JSON array of objects"],
    [
      "dataframeRecords",
      { requestData: [{ a: 1 }, 2] },
      "Data must contain only objects, for Request Shape Dataframe Records: entry 2 is not an object.",
    ],
    ["dataframeSplit", { requestData: [{ a: 1 }] }, "Data must be a JSON object with columns, data"],
    [
      "dataframeSplit",
      { requestData: { columns: ["a"], data: [[1]], rows: 1 } },
      "Data must be a JSON object with columns",
    ],
    [
      "dataframeSplit",
      { requestData: { columns: ["a"], data: [[1], [1, 2]] } },
      "Data must have 1 values in each row, for Request Shape Dataframe Split: row 2 does not.",
    ],
    [
      "dataframeSplit",
      { requestData: { columns: ["a"], data: [[1]], index: [1, 2] } },
      "Data must have as many entries in index as rows",
    ],
    ["instances", { requestData: {} }, "Data must be a JSON array of instances"],
    ["inputs", {}, "Data is empty, but Request Shape Inputs requires it."],
    ["chat", {}, "Messages is empty, and so is Prompt"],
    ["chat", { prompt: "a", messages: [user] }, "Messages and Prompt exclude each other"],
    ["chat", { prompt: ["a"] }, "Prompt must be one text"],
    ["completion", {}, "Prompt is empty, but Request Shape Completion requires it."],
    ["embeddings", {}, "Prompt is empty, but Request Shape Embeddings requires it."],
    ["raw", {}, "Data is empty, but Request Shape Raw requires it."],
    ["raw", { requestData: [1] }, "Data must be a JSON object, for Request Shape Raw."],
    [
      "raw",
      { requestData: { messages: [], stream: true } },
      "Data requests a stream, which this action does not support: remove stream.",
    ],
    ["chat", { prompt: "a", furtherParameters: { stream: true } }, "Further Parameters requests a stream"],
    [
      "chat",
      { prompt: "a", furtherParameters: { messages: [] } },
      'Further Parameters have "messages", which has an input of its own.',
    ],
  ])("of shape %s is not made of %j", (shape, given, message) => {
    expect(() => queryBody(shape, given)).toThrow(message);
  });

  const everything: Required<QueryFields> = {
    requestData: [{ a: 1 }],
    messages: [user],
    prompt: "a",
    maxTokens: 1,
    temperature: 1,
    stop: ["a"],
    furtherParameters: {},
  };

  it.each<[RequestShape, string[]]>([
    ["dataframeRecords", ["messages", "prompt", "maxTokens", "temperature", "stop"]],
    ["dataframeSplit", ["messages", "prompt", "maxTokens", "temperature", "stop"]],
    ["instances", ["messages", "prompt", "maxTokens", "temperature", "stop"]],
    ["inputs", ["messages", "prompt", "maxTokens", "temperature", "stop"]],
    ["chat", ["requestData"]],
    ["completion", ["requestData", "messages"]],
    ["embeddings", ["requestData", "messages", "maxTokens", "temperature", "stop"]],
    ["raw", ["messages", "prompt", "maxTokens", "temperature", "stop", "furtherParameters"]],
  ])("of shape %s does not take %j", (shape, strays) => {
    const refused = Object.entries(everything).filter(([name, value]) => {
      try {
        queryBody(shape, { [name]: value });
      } catch (error) {
        return / does not fit Request Shape .+, which takes .+: clear it\.$/.test(String(error));
      }
      return false;
    });
    expect(refused.map(([name]) => name)).toEqual(strays);
  });

  it("covers every shape", () => {
    expect(Object.keys(requestShapes)).toHaveLength(8);
  });

  it("may have 16 MB and not more", () => {
    const long = "x".repeat(16 * 1024 * 1024);
    expect(() => queryBody("embeddings", { prompt: long })).toThrow(
      "Prompt makes a request of 16.0 MB, more than the 16 MB that Databricks takes: send it in parts.",
    );
    expect(queryBody("embeddings", { prompt: long.slice(100) }).length).toBeLessThan(16 * 1024 * 1024);
    expect(() => queryBody("raw", { requestData: { a: long } })).toThrow(/^Data makes a request/);
  });
});
