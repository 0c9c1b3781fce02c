/** Genie: questions, follow-ups, answers of every kind, rows of any size, and what becomes of failures. */

import type { GenieAnswer } from "../src/services/genie/genieAnswer";
import {
  genieAnswerExample,
  genieQuestionExample,
  genieSpaceExample,
} from "../src/services/genie/genieExamples";
import {
  failureOf,
  runnerIn,
  run as runSubject,
  subjectOf,
  tokenConnection,
  useLogLines,
} from "./support/component";
import { startVirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

const genieSpaceId = genieSpaceExample.space_id;
const start = `/api/2.0/genie/spaces/${genieSpaceId}/start-conversation`;
const hour = 3_600_000;

const workspace = useWorkspace();
const lines = useLogLines();

const run = runnerIn(workspace, { lines });

const ask = (question: string, more: Record<string, unknown> = {}): Promise<GenieAnswer> =>
  run("askGenie", { genieSpaceId, question, ...more }) as Promise<GenieAnswer>;

const get = (ids: Partial<GenieAnswer>, more: Record<string, unknown> = {}): Promise<GenieAnswer> => {
  const { conversationId, messageId } = ids;
  return run("getGenieMessage", { genieSpaceId, conversationId, messageId, ...more }) as Promise<GenieAnswer>;
};

const answers = (...given: object[]): Promise<void> =>
  workspace.genie({ answers: given.map((answer) => ({ space_id: genieSpaceId, ...answer })) });

/** The ids that an error names. */
const idsIn = (failure: Error): Partial<GenieAnswer> =>
  (failure as Error & { resourceIds?: Partial<GenieAnswer> }).resourceIds ?? {};

/** The requests that arrived, as methods and the ends of paths. */
const sent = async (): Promise<string[]> =>
  (await workspace.requests()).map(({ method, path }) => `${method} ${path.split("/").slice(6).join("/")}`);

describe("an answer", () => {
  it("has its words, the SQL and the rows; the next question continues the conversation", async () => {
    const first = await ask(genieQuestionExample);
    expect(first).toMatchObject({ text: genieAnswerExample.text, rows: genieAnswerExample.rows });
    const second = await ask(` ${genieQuestionExample.toUpperCase()}`, {
      conversationId: first.conversationId,
    });
    expect(second.rows).toEqual(first.rows);
    expect(second.conversationId).toBe(first.conversationId);
    expect(second.messageId).not.toBe(first.messageId);
    expect(await get(second)).toEqual(second);
  });

  it("is words and suggestions alone where Genie has no query", async () => {
    const { conversationId, messageId, ...answer } = await ask("Why is the sky blue?");
    expect(answer).toEqual({
      genieSpaceId,
      status: "COMPLETED",
      text: "I cannot answer this question with the data of this space.",
      suggestedQuestions: [genieQuestionExample],
    });
  });

  it("may ask back", async () => {
    await answers({ question: "How late?", follow_up_question: "On which day?", text: "It depends." });
    const answer = await ask("How late?");
    expect(answer).toMatchObject({ text: "It depends.", followUpQuestion: "On which day?" });
    expect(answer).not.toHaveProperty("rows");
  });

  it("has exact values of every kind, odd names and characters", async () => {
    const sql =
      "SELECT 9007199254740993 AS big, 12345678901234567.89 AS price, 'ü😀\"\\n' AS `a \"b\"`, NULL AS none, array(1, NULL) AS list, TIMESTAMP'2024-01-05 10:00:00' AS at";
    await answers({ question: "Exact?", sql });
    const { rows } = await ask("Exact?");
    expect(rows).toEqual([
      {
        big: "9007199254740993",
        price: "12345678901234567.89",
        'a "b"': 'ü😀"\n',
        none: null,
        list: [1, null],
        at: "2024-01-05T10:00:00.000Z",
      },
    ]);
  });

  it("has an empty list for a query without rows", async () => {
    await answers({ question: "None?", sql: "SELECT 1 AS one WHERE false" });
    expect((await ask("None?")).rows).toEqual([]);
  });

  it("has the rows of every chunk", async () => {
    await workspace.statements({ rows_per_chunk: 100 });
    await answers({ question: "Many?", sql: "SELECT id FROM range(1050)" });
    const { rows = [] } = await ask("Many?");
    expect(rows.map(({ id }) => id)).toEqual([...Array(1050).keys()]);
    expect((await sent()).filter((one) => one.includes("downloads"))).toEqual([]);
  });

  it("has all rows where Genie keeps only 5000", async () => {
    await answers({ question: "All?", sql: "SELECT id, id + 9007199254740993 AS big FROM range(12000)" });
    const { rows = [] } = await ask("All?");
    expect(rows).toHaveLength(12_000);
    expect(rows.at(-1)).toEqual({ id: 11_999, big: "9007199254752992" });
    expect((await sent()).filter((one) => /^POST .*downloads$/.test(one))).toHaveLength(1);
  });

  it("has its rows again after they have expired, even if the connection only reads", async () => {
    const { conversationId, messageId, rows } = await ask(genieQuestionExample);
    await workspace.advance(hour);
    await workspace.forget();
    expect(await get({ conversationId, messageId }, { returnRows: "false" })).toMatchObject({
      status: "QUERY_RESULT_EXPIRED",
      sql: genieAnswerExample.sql,
    });
    const again = (await runSubject(subjectOf("getGenieMessage"), {
      connection: tokenConnection(workspace, { readOnly: "true" }),
      parameters: { genieSpaceId, conversationId, messageId },
    })) as GenieAnswer;
    expect(again.rows).toEqual(rows);
    expect((await sent()).filter((one) => /^POST .*execute-query$/.test(one))).toHaveLength(1);
  });

  it("comes without rows where none are wanted, and with the IDs alone without waiting", async () => {
    const bare = await ask(genieQuestionExample, { returnRows: "false" });
    expect(bare).toMatchObject({ status: "COMPLETED", sql: genieAnswerExample.sql });
    expect(bare).not.toHaveProperty("rows");
    expect((await sent()).filter((one) => one.endsWith("query-result"))).toEqual([]);
    await workspace.genie({ state_ms: hour });
    const { conversationId, messageId, ...pending } = await ask(genieQuestionExample, {
      waitForCompletion: "false",
    });
    expect(pending).toEqual({ genieSpaceId, status: "SUBMITTED", suggestedQuestions: [] });
    expect((await get({ conversationId, messageId })).status).toBe("FETCHING_METADATA");
  });
});

describe("a question that is not answered", () => {
  it.each([
    ["CONTENT_FILTER_EXCEPTION", "filtered", "rephrase the question"],
    ["WAREHOUSE_ACCESS_MISSING_EXCEPTION", "no access", "Needed: CAN USE on the SQL warehouse"],
    ["RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", "slow down", "ask the question again later"],
    ["CONTEXT_EXCEEDED_EXCEPTION", "too much", "to start a new conversation"],
    ["UNKNOWN_AI_MODEL", "odd", "odd"],
  ])("fails the step with %s and what to do", async (type, error, hint) => {
    await answers({ question: "Fails?", error: { type, error } });
    const failure = await failureOf(ask("Fails?"));
    expect(failure.message).toMatch(/^Genie message 01f0[0-9a-f]{28} failed/);
    expect(failure.message).toContain(`(${type}): ${error}`);
    expect(failure.message).toContain(hint);
    expect(idsIn(failure)).toMatchObject({ genieSpaceId, state: "FAILED" });
    const { conversationId, messageId } = idsIn(failure);
    const state = await get({ conversationId, messageId });
    expect(state).toMatchObject({ status: "FAILED", error: { type, message: error } });
  });

  it("says why its query failed", async () => {
    await answers({ question: "Wrong?", sql: "SELECT * FROM main.default.nowhere" });
    const { message } = await failureOf(ask("Wrong?"));
    expect(message).toContain("(SQL_EXECUTION_EXCEPTION): [TABLE_OR_VIEW_NOT_FOUND]");
    expect(message).toContain("ask a more precise question");
  });

  it("says that it was cancelled", async () => {
    await workspace.statements({ run_ms: hour });
    const asked = await ask(genieQuestionExample, { waitForCompletion: "false" });
    const running = await waitFor(asked, "EXECUTING_QUERY");
    await workspace.call("POST", `/api/2.0/sql/statements/${running.statementId}/cancel`, {});
    const { message } = await failureOf(get(asked, { waitForCompletion: "true" }));
    expect(message).toContain("the question was cancelled before it was answered");
  });

  it("continues after the deadline, and the error has the IDs to wait for it", async () => {
    await workspace.genie({ state_ms: hour });
    const time = startVirtualTime();
    const failure = await failureOf(ask(genieQuestionExample, { timeoutSeconds: "60" })).finally(() =>
      time.stop(),
    );
    const { conversationId = "", messageId = "" } = idsIn(failure);
    expect(failure.message).toBe(
      `Genie message ${messageId} failed: it is still FETCHING_METADATA after 60 s. Genie continues with the question. Get Genie Message returns the answer: Genie Space ID ${genieSpaceId}, Conversation ID ${conversationId}, Message ID ${messageId}.`,
    );
    expect(lines.some(({ text }) => /^Genie message \w+ is FETCHING_METADATA after/.test(text))).toBe(true);
    await workspace.setClock("auto");
    const { rows } = await get({ conversationId, messageId }, { waitForCompletion: "true" });
    expect(rows).toEqual(genieAnswerExample.rows);
  });

  it("is asked once where the response is lost, and the error says that it may have been asked", async () => {
    await workspace.fault({ method: "POST", path: start, phase: "after", drop: true });
    const { message } = await failureOf(ask(genieQuestionExample));
    expect(message).toContain("It is not known whether the request was carried out.");
    expect(await sent()).toEqual(["POST start-conversation"]);
  });
});

/** Reads a message until it is in a state: the work behind it is real. */
const waitFor = async (ids: GenieAnswer, status: string): Promise<GenieAnswer> => {
  for (let tries = 0; tries < 500; tries += 1) {
    const current = await get(ids);
    if (current.status === status) return current;
  }
  throw new Error(`The message does not become ${status}`);
};

it("rows that cannot be read leave the answer within reach", async () => {
  await workspace.fault({ method: "GET", path: "^/api/2.0/genie/.*/query-result$", status: 403, body: {} });
  const { message } = await failureOf(ask(genieQuestionExample));
  expect(message).toContain(
    "Genie has answered, but the rows cannot be read. Get Genie Message returns the answer",
  );
  expect(message).toContain("If Return Rows is false");
});

it("what is not there, and what is not allowed, is refused with its ID", async () => {
  const missing = await failureOf(run("askGenie", { genieSpaceId: "nowhere", question: "x" }));
  expect(missing.message).toContain("Unable to get space [nowhere]");
  const other = await failureOf(ask("x", { conversationId: "elsewhere" }));
  expect(other.message).toContain("Conversation elsewhere does not exist");
  expect((await failureOf(get({ ...genieAnswerExample, messageId: "none" }))).message).toContain(
    "Message none",
  );
  await workspace.revoke({ securable: "genie_space", id: genieSpaceId, privilege: "CAN_RUN" });
  expect((await failureOf(ask("x"))).message).toContain("CAN RUN");
});

it("an answer is rated, rated anew and no longer rated", async () => {
  const { conversationId, messageId } = await ask(genieQuestionExample);
  const ids = { genieSpaceId, conversationId, messageId };
  const rate = (more: object): Promise<unknown> => run("sendGenieFeedback", { ...ids, ...more });
  expect(await rate({ rating: "NEGATIVE", comment: "Wrong" })).toEqual({
    ...ids,
    rating: "NEGATIVE",
    comment: "Wrong",
  });
  expect(await rate({ rating: "POSITIVE" })).toEqual({ ...ids, rating: "POSITIVE" });
  expect(await rate({ rating: "NONE" })).toEqual({ ...ids, rating: "NONE" });
});
