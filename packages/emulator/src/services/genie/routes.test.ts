import { genieAnswers, genieSpace } from "../../seed/genie";
import { warehouse } from "../../seed/warehouses";
import { grantsClient } from "../grants/grantsClient";

const { call } = grantsClient();

const base = `/api/2.0/genie/spaces/${genieSpace.space_id}`;
const [counted, asksBack, fails] = genieAnswers;

const ask = async (content: string) => {
  const { body } = await call("POST", `${base}/start-conversation`, { content });
  return `${base}/conversations/${body.conversation_id}/messages/${body.message_id}`;
};

/** Reads a message until it has one of some states: its work is real. */
const until = async (path: string, ...states: string[]) => {
  for (let tries = 0; tries < 1000; tries += 1) {
    const { body } = await call("GET", path);
    if (states.includes(String(body.status))) return body;
  }
  throw new Error(`Not ${states.join(", ")}`);
};

it("goes through its states as time passes, and waits for a warehouse that starts", async () => {
  await call("POST", "/__workspace/genie", { state_ms: 1000 });
  await call("POST", `/api/2.0/sql/warehouses/${warehouse.id}/stop`);
  await call("POST", "/__workspace/clock", { advance_ms: 60_000 });
  const path = await ask(counted?.question ?? "");
  await until(path, "FETCHING_METADATA");
  await call("POST", "/__workspace/clock", { advance_ms: 1000 });
  await until(path, "ASKING_AI");
  await call("POST", "/__workspace/clock", { advance_ms: 1000 });
  const pending = await until(path, "PENDING_WAREHOUSE");
  expect(pending).not.toHaveProperty("error");
  await call("POST", "/__workspace/clock", { advance_ms: 60_000 });
  const { attachments } = await until(path, "COMPLETED");
  expect(attachments).toMatchObject([
    { query: { query: counted?.sql, query_result_metadata: { row_count: 3, is_truncated: false } } },
    { text: { content: counted?.text } },
    { suggested_questions: { questions: counted?.suggested_questions } },
  ]);
});

it("asks back, fails and answers what it does not know in the words of the seed", async () => {
  expect(await until(await ask(asksBack?.question ?? ""), "COMPLETED")).toMatchObject({
    attachments: [{ text: { purpose: "FOLLOW_UP_QUESTION" } }],
  });
  expect(await until(await ask(fails?.question ?? ""), "FAILED")).toMatchObject({ error: fails?.error });
  expect(await until(await ask("Anything else"), "COMPLETED")).toMatchObject({
    attachments: [
      { text: { content: expect.stringContaining("cannot answer") } },
      { suggested_questions: { questions: genieAnswers.map(({ question }) => question) } },
    ],
  });
});

it("refuses a result before there is one, an unknown attachment, and a download with another signature", async () => {
  await call("POST", "/__workspace/genie", { state_ms: 1000 });
  const path = await ask(counted?.question ?? "");
  expect((await call("GET", `${path}/attachments/none/query-result`)).status).toBe(404);
  await call("POST", "/__workspace/clock", { advance_ms: 2000 });
  await until(path, "ASKING_AI");
  await call("POST", "/__workspace/clock", { advance_ms: 2000 });
  const { attachments } = await until(path, "COMPLETED");
  const [{ attachment_id }] = attachments as [{ attachment_id: string }];
  const downloads = `${path}/attachments/${attachment_id}/downloads`;
  const { body } = await call("POST", downloads);
  const wrong = await call("GET", `${downloads}/${body.download_id}?download_id_signature=no`);
  expect([wrong.status, wrong.body.error_code]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
  expect((await call("GET", `${downloads}/none?download_id_signature=no`)).status).toBe(404);
});

it("refuses an empty question, an unknown conversation, and a wrong control request", async () => {
  expect((await call("POST", `${base}/start-conversation`, { content: "" })).status).toBe(400);
  expect((await call("POST", `${base}/conversations/none/messages`, { content: "x" })).status).toBe(404);
  for (const body of [{ state_ms: "soon" }, { answers: {} }, { answers: [{}] }, { other: 1 }]) {
    expect((await call("POST", "/__workspace/genie", body)).status).toBe(400);
  }
});
