/**
 * The official JavaScript client, unmodified, judges Genie. Where the two disagree, the workspace is wrong. It has no
 * downloads of whole results.
 */
import type { WorkspaceClient } from "@databricks/sdk-experimental";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import {
  genieAnswerExample,
  genieQuestionExample,
  genieSpaceExample,
} from "../../src/services/genie/genieExamples";
import { apiErrorOf, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace("auto"));
});
afterEach(() => running.close());

const { space_id } = genieSpaceExample;
const asked = { space_id, content: genieQuestionExample };

/** The query of a message, and where its result is. */
const placeOf = (message: Awaited<ReturnType<WorkspaceClient["genie"]["getMessage"]>>) => {
  const { attachment_id = "" } = message.attachments?.find(({ query }) => query) ?? {};
  const { conversation_id, message_id } = message;
  return { space_id, conversation_id, message_id, attachment_id };
};

it("lists and gets spaces", async () => {
  expect(await client.genie.listSpaces({})).toEqual({ spaces: [genieSpaceExample] });
  expect(await client.genie.getSpace({ space_id })).toEqual(genieSpaceExample);
});

it("asks, waits, follows up, and reads the result", async () => {
  const first = await (await client.genie.startConversation(asked)).wait();
  expect(first.status).toBe("COMPLETED");
  const { statement_response } = await client.genie.getMessageAttachmentQueryResult(placeOf(first));
  expect(statement_response?.result?.data_array?.[0]).toEqual(["AK", "263"]);
  const { conversation_id } = first;
  const second = await (await client.genie.createMessage({ ...asked, conversation_id })).wait();
  expect(second.conversation_id).toBe(conversation_id);
  expect(second.attachments?.map((attachment) => Object.keys(attachment)[1])).toEqual([
    "query",
    "text",
    "suggested_questions",
  ]);
});

it("runs an expired query again", async () => {
  const place = placeOf(await (await client.genie.startConversation(asked)).wait());
  running.workspace.clock.advance(3_600_000);
  expect((await client.genie.getMessage(place)).status).toBe("QUERY_RESULT_EXPIRED");
  const { statement_response } = await client.genie.executeMessageAttachmentQuery(place);
  expect(statement_response?.statement_id).toMatch(/^01f0/);
  const { status = "" } = await client.genie.getMessage(place);
  expect(["PENDING_WAREHOUSE", "EXECUTING_QUERY", "COMPLETED"]).toContain(status);
});

it("rates an answer, and is told what is not there", async () => {
  const { conversationId: conversation_id, messageId: message_id } = genieAnswerExample;
  const place = { space_id, conversation_id, message_id };
  await client.genie.sendMessageFeedback({ ...place, rating: "POSITIVE" });
  expect((await client.genie.getMessage(place)).feedback).toEqual({ rating: "POSITIVE" });
  const error = await apiErrorOf(client.genie.getMessage({ ...place, message_id: "none" }));
  expect(error).toMatchObject({ statusCode: 404, errorCode: "RESOURCE_DOES_NOT_EXIST" });
});
