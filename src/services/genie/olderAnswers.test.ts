/** Answers of Genie in the shapes that workspaces give besides the documented ones. */
import { type Arrival, type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { runAction, tokenConnection } from "../../../test/support/testClient";

const { server } = useScriptedServer();

const ids = { genieSpaceId: "space", conversationId: "talk", messageId: "asked" };

/** A message with its id by the older name only. */
const message = { id: "asked", space_id: "space", conversation_id: "talk", content: "How many?", user_id: 7 };

/** Answers each request by the end of its path. */
const answers = (byEnd: Record<string, Step>): void =>
  server.script(
    ({ url }: Arrival) => Object.entries(byEnd).find(([end]) => url.endsWith(end))?.[1] ?? { status: 404 },
  );

const run = async (key: string, parameters: object): Promise<unknown> =>
  (await runAction(key, { connection: tokenConnection(server.url), ...parameters })).data;

const asked = (more: object = {}): Promise<unknown> =>
  run("askGenie", { genieSpaceId: "space", question: "How many?", waitForCompletion: "false", ...more });

describe("a message whose id has only its older name", () => {
  const unanswered = {
    ...message,
    attachments: null,
    error: null,
    query_result: null,
    status: "IN_PROGRESS",
  };

  it("is that of a new conversation, which has its ids only within", async () => {
    answers({
      "start-conversation": { body: { conversation: { id: "talk", title: "How" }, message: unanswered } },
    });
    expect(await asked()).toEqual({ ...ids, status: "IN_PROGRESS", suggestedQuestions: [] });
  });

  it("is that of a follow-up", async () => {
    answers({ messages: { body: unanswered } });
    expect(await asked({ conversationId: "talk" })).toEqual({
      ...ids,
      status: "IN_PROGRESS",
      suggestedQuestions: [],
    });
  });

  it("is read", async () => {
    const attachments = [{ text: { content: "Four." } }];
    answers({ "messages/asked": { body: { ...message, status: "COMPLETED", attachments } } });
    expect(await run("getGenieMessage", ids)).toMatchObject({ ...ids, text: "Four." });
  });
});

describe("rows of typed cells", () => {
  const columns = [
    { name: "region", type_name: "STRING", type_text: "STRING", position: 0 },
    { name: "total", type_name: "LONG", type_text: "BIGINT", position: 1 },
  ];
  const north = { values: [{ str: "north" }, { str: "9007199254740993" }] };

  it.each([
    ["have their values", { data_typed_array: [north] }, [{ region: "north", total: "9007199254740993" }]],
    [
      "have NULL for a cell without a value",
      { data_typed_array: [{ values: [{}, { str: "4" }] }] },
      [{ region: null, total: 4 }],
    ],
    [
      "have numbers that are not text",
      { data_typed_array: [{ values: [{ str: "south" }, { long: 12 }] }] },
      [{ region: "south", total: 12 }],
    ],
    [
      "may be where those of plain cells are",
      { data_array: [{ values: [{ string_value: "west" }, { null_value: null }] }] },
      [{ region: "west", total: null }],
    ],
    ["may be none", { data_typed_array: [] }, []],
  ])("%s", async (_name, result, rows) => {
    const attachments = [{ attachment_id: "a", query: { query: "SELECT 1", statement_id: "st" } }];
    answers({
      "messages/asked": { body: { ...message, message_id: "asked", status: "COMPLETED", attachments } },
      "a/query-result": {
        body: {
          statement_response: {
            statement_id: "st",
            status: { state: "SUCCEEDED" },
            manifest: {
              format: "JSON_ARRAY",
              schema: { column_count: 2, columns },
              total_row_count: rows.length,
            },
            result: { chunk_index: 0, row_offset: 0, row_count: rows.length, ...result },
          },
        },
      },
    });
    expect(await run("getGenieMessage", ids)).toMatchObject({ rows });
  });
});

it("rows without their count, and the id and the state of their statement, are read", async () => {
  const query = { query: "SELECT 4", query_result_metadata: { row_count: 1 } };
  const attachments = [{ attachment_id: "a", text: { content: "Four." }, query }];
  answers({
    "messages/asked": { body: { status: "COMPLETED", attachments } },
    "a/query-result": {
      body: {
        statement_response: {
          manifest: { schema: { columns: [{ name: "n" }] } },
          result: { data_array: [["4"]] },
        },
      },
    },
  });
  expect(await run("getGenieMessage", ids)).toMatchObject({ ...ids, text: "Four.", rows: [{ n: "4" }] });
});
