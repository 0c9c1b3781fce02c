/** Answers of Genie that are incomplete: nothing is lost silently. */
import { type Arrival, type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";

const { server } = useScriptedServer();

const ids = { genieSpaceId: "space", conversationId: "talk", messageId: "asked" };
const places = "Genie Space ID space, Conversation ID talk, Message ID asked";

const messageOf = (more: object) => ({
  message_id: "asked",
  conversation_id: "talk",
  status: "COMPLETED",
  ...more,
});

const statementOf = (rows: string[], manifest: object = {}): Step => ({
  body: {
    statement_response: {
      statement_id: "st",
      status: { state: "SUCCEEDED" },
      manifest: {
        schema: { columns: [{ name: "n", type_name: "LONG" }] },
        total_row_count: rows.length,
        ...manifest,
      },
      result: { data_array: rows.map((row) => [row]) },
    },
  },
});

/** Answers each request by the end of its path. */
const answers = (byEnd: Record<string, Step>): void =>
  server.script(
    ({ url }: Arrival) =>
      Object.entries(byEnd).find(([end]) => new RegExp(`${end}$`).test(url))?.[1] ?? { status: 404 },
  );

const ends = (): string[] => server.arrivals.map(({ method, url }) => `${method} ${url.split("/").at(-1)}`);

const get = async (more: object = {}, fields: object = {}): Promise<unknown> => {
  const connection = tokenConnection(server.url);
  const parameters = {
    connection: { ...connection, fields: { ...connection.fields, ...fields } },
    ...ids,
    ...more,
  };
  return (await runAction("getGenieMessage", parameters)).data;
};

const followUp = async (): Promise<unknown> => {
  const { genieSpaceId, conversationId } = ids;
  const parameters = { genieSpaceId, conversationId, question: "And?", waitForCompletion: "false" };
  return (await runAction("askGenie", { connection: tokenConnection(server.url), ...parameters })).data;
};

describe("a question that was asked", () => {
  it.each([
    [
      "of a message without attachments",
      { attachments: null, error: null, status: "SUBMITTED" },
      "SUBMITTED",
    ],
    ["that is no message beside its IDs", { attachments: "none", status: "SUBMITTED" }, "UNKNOWN"],
  ])("has its IDs in a response %s", async (_name, more, status) => {
    server.script({ body: messageOf(more) });
    expect(await followUp()).toEqual({ ...ids, status, suggestedQuestions: [] });
  });

  it("in a deleted conversation is refused with what to do", async () => {
    server.script({
      status: 404,
      body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: "It is deleted." },
    });
    expect((await failureOf(followUp())).message).toContain(
      "Without Conversation ID, a new conversation is started.",
    );
  });
});

describe("a query of an answer", () => {
  const sql = "SELECT n";

  it("has its own ID if its attachment has none", async () => {
    answers({
      asked: { body: messageOf({ attachments: [{ query: { id: "own", query: sql } }] }) },
      "own/query-result": statementOf(["1"]),
    });
    expect(await get()).toMatchObject({ sql, rows: [{ n: 1 }] });
  });

  it("without any ID is an error that leaves the answer within reach", async () => {
    answers({ asked: { body: messageOf({ attachments: [{ query: { query: sql } }] }) } });
    const { message } = await failureOf(get());
    expect(message).toContain("Genie has answered, but the rows cannot be read.");
    expect(message).toContain(places);
    expect(await get({ returnRows: "false" })).toMatchObject({ sql });
  });

  it("keeps its title, description and rows if the SQL is not shown", async () => {
    const query = { title: "Flights", description: "Counts them.", statement_id: "st" };
    answers({
      asked: { body: messageOf({ attachments: [{ attachment_id: "a", query }] }) },
      "a/query-result": statementOf(["9007199254740993"]),
    });
    const { statement_id: statementId, ...words } = query;
    expect(await get()).toEqual({
      ...ids,
      ...words,
      status: "COMPLETED",
      statementId,
      rows: [{ n: "9007199254740993" }],
      suggestedQuestions: [],
    });
  });

  const cut = { attachment_id: "a", query: { query: sql, query_result_metadata: { row_count: 2 } } };

  it.each([
    ["says that it was cut", statementOf(["1"], { truncated: true })],
    ["has fewer rows than Genie names", statementOf(["1"])],
    [
      "has no manifest",
      { body: { statement_response: { statement_id: "st", status: { state: "SUCCEEDED" } } } },
    ],
  ])("is read whole where its result %s", async (_name, kept) => {
    answers({
      asked: { body: messageOf({ attachments: [cut] }) },
      "query-result": kept,
      downloads: { body: { download_id: "d", download_id_signature: "s" } },
      "d\\?download_id_signature=s": statementOf(["1", "2"]),
    });
    expect(await get()).toMatchObject({ rows: [{ n: 1 }, { n: 2 }] });
  });

  it("is an error where even the whole result is cut", async () => {
    answers({
      asked: { body: messageOf({ attachments: [cut] }) },
      "query-result": statementOf(["1"]),
      downloads: { body: { download_id: "d" } },
      "downloads/d": statementOf(["1", "2"], { truncated: true }),
    });
    const { message } = await failureOf(get());
    expect(message).toContain("the result is truncated: Databricks cut it at a limit");
    expect(message).toContain(places);
  });

  it("is not run again for more rows than the connection allows", async () => {
    answers({
      asked: { body: messageOf({ attachments: [cut] }) },
      "query-result": statementOf(["1", "2", "3"], { truncated: true }),
    });
    const { message } = await failureOf(get({}, { maxResultRows: "2" }));
    expect(message).toContain("Max Result Rows of the connection is 2");
    expect(ends()).toEqual(["GET asked", "GET query-result"]);
  });
});
