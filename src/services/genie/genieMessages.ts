/**
 * Messages of Genie, API 2.0: creates and reads them, and waits for answers.
 * https://docs.databricks.com/api/workspace/genie
 */

import type { DatabricksClient } from "../../client";
import { isNotFound } from "../../errors/kinds";
import { DatabricksError, rethrowWithHint } from "../../http/errors";
import { type ApiPath, path } from "../../http/path";
import { type LongRunningOperation, type OperationStatus, pollUntilDone } from "../../http/poll";
import {
  booleanSchema,
  countSchema,
  lenientSchema,
  listSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";
import { labels } from "../../labels";
import { messageFailureHint } from "./messageFailure";

/** The ids that identify a message. */
export interface GenieMessageIds {
  genieSpaceId: string;
  conversationId: string;
  messageId: string;
}

/** A query that Genie wrote. */
export interface GenieQuery {
  /** That of its attachment. */
  id?: string;
  query?: string;
  title?: string;
  description?: string;
  statement_id?: string;
  parameters?: object[];
  query_result_metadata?: { row_count?: number; is_truncated?: boolean };
}

/** A part of an answer: text, a query or suggested questions. */
export interface GenieAttachment {
  attachment_id?: string;
  text?: { content?: string; purpose?: string };
  query?: GenieQuery;
  suggested_questions?: { questions?: string[] };
}

/** A question with its state and, once it is answered, its answer. */
export interface GenieMessage {
  content?: string;
  /**
   * SUBMITTED, FILTERING_CONTEXT, FETCHING_METADATA, ASKING_AI, PENDING_WAREHOUSE, EXECUTING_QUERY; terminal are
   * COMPLETED, FAILED, CANCELLED and QUERY_RESULT_EXPIRED. An open list.
   */
  status?: string;
  attachments?: GenieAttachment[];
  error?: { error?: string; type?: string };
  feedback?: { rating?: string; comment?: string };
}

const attachmentSchema = objectSchema<GenieAttachment>({
  attachment_id: optionalSchema(textSchema),
  text: optionalSchema(
    objectSchema({ content: optionalSchema(textSchema), purpose: optionalSchema(textSchema) }),
  ),
  query: optionalSchema(
    objectSchema<GenieQuery>({
      id: optionalSchema(textSchema),
      query: optionalSchema(textSchema),
      title: optionalSchema(textSchema),
      description: optionalSchema(textSchema),
      statement_id: optionalSchema(textSchema),
      parameters: optionalSchema(listSchema(objectSchema<object>({}))),
      query_result_metadata: optionalSchema(
        objectSchema({
          row_count: optionalSchema(countSchema),
          is_truncated: optionalSchema(booleanSchema),
        }),
      ),
    }),
  ),
  suggested_questions: optionalSchema(objectSchema({ questions: optionalSchema(listSchema(textSchema)) })),
});

/** A message in a response. */
const genieMessageSchema = objectSchema<GenieMessage>({
  content: optionalSchema(textSchema),
  status: optionalSchema(textSchema),
  attachments: optionalSchema(listSchema(attachmentSchema)),
  error: optionalSchema(
    objectSchema({ error: optionalSchema(textSchema), type: optionalSchema(textSchema) }),
  ),
  feedback: optionalSchema(
    objectSchema({ rating: optionalSchema(textSchema), comment: optionalSchema(textSchema) }),
  ),
});

/** The ids of a question that was asked. */
interface AskedIds {
  message_id: string;
  conversation_id: string;
}

const askedIdsSchema = objectSchema<AskedIds>({
  message_id: nonBlankSchema,
  conversation_id: nonBlankSchema,
});

/** What a response may name: many have a message's id only by its older name, `id`, and only in the message. */
interface PossibleIds extends Partial<AskedIds> {
  id?: string;
}

const possibleIds = {
  id: lenientSchema(nonBlankSchema),
  message_id: lenientSchema(nonBlankSchema),
  conversation_id: lenientSchema(nonBlankSchema),
};

const possibleIdsSchema = objectSchema<PossibleIds>(possibleIds);

const askedResponseSchema = objectSchema<PossibleIds & { message?: PossibleIds }>({
  ...possibleIds,
  message: lenientSchema(possibleIdsSchema),
});

/**
 * The response to a question: a new conversation has the message in it, a follow-up is the message. Only the ids must be
 * readable, since the question is asked.
 */
const askedSchema: ResponseSchema<AskedIds & { message: object }> = (value) => {
  const response = askedResponseSchema(value);
  const { message = response } = response;
  const { message_id = message.message_id ?? message.id, conversation_id = message.conversation_id } =
    response;
  return { ...askedIdsSchema({ message_id, conversation_id }), message };
};

const readableMessageSchema = lenientSchema(genieMessageSchema);

/** The path of a message. */
export const messagePath = ({ genieSpaceId, conversationId, messageId }: GenieMessageIds): ApiPath =>
  path`/api/2.0/genie/spaces/${genieSpaceId}/conversations/${conversationId}/messages/${messageId}`;

/** Reads a message. */
export const fetchMessage = (client: DatabricksClient, ids: GenieMessageIds): Promise<GenieMessage> =>
  client.get(messagePath(ids), { schema: genieMessageSchema });

/**
 * Asks a question, once: Databricks has no idempotency token here, so a lost request is not sent again.
 * @param conversationId the conversation to continue; without one, a new conversation is started
 */
export const askQuestion = async (
  client: DatabricksClient,
  given: { genieSpaceId: string; conversationId?: string; question: string },
): Promise<{ ids: GenieMessageIds; message: GenieMessage }> => {
  const { genieSpaceId, conversationId, question } = given;
  const isFollowUp = conversationId !== undefined;
  const asked = await client
    .post(
      isFollowUp
        ? path`/api/2.0/genie/spaces/${genieSpaceId}/conversations/${conversationId}/messages`
        : path`/api/2.0/genie/spaces/${genieSpaceId}/start-conversation`,
      { content: question },
      { schema: askedSchema, needsBody: true },
    )
    .catch(
      rethrowWithHint(
        "Without Conversation ID, a new conversation is started.",
        (error) => isFollowUp && isNotFound(error),
      ),
    );
  const { message_id, conversation_id, message } = asked;
  return {
    ids: { genieSpaceId, conversationId: conversation_id, messageId: message_id },
    message: readableMessageSchema(message) ?? {},
  };
};

/** The state of a message whose response has none; the next response may have one. */
const unknownStatus = "UNKNOWN";

const statuses: ReadonlyMap<string, OperationStatus> = new Map([
  ["COMPLETED", "succeeded"],
  ["QUERY_RESULT_EXPIRED", "succeeded"],
  ["FAILED", "failed"],
  ["CANCELLED", "canceled"],
]);

/** The state of a message. */
export const messageStatus = ({ status = unknownStatus }: GenieMessage): string => status;

const statusOf = (message: GenieMessage): OperationStatus =>
  statuses.get(messageStatus(message)) ?? "running";

/** Whether a message has its answer. */
export const isAnswered = (message: GenieMessage): boolean => statusOf(message) === "succeeded";

/** How to continue with a message, whichever step created it. */
export const resumeHint = ({ genieSpaceId, conversationId, messageId }: GenieMessageIds): string =>
  `${labels.getGenieMessage} returns the answer: Genie Space ID ${genieSpaceId}, Conversation ID ${conversationId}, Message ID ${messageId}.`;

const operationOf = (ids: GenieMessageIds): LongRunningOperation<DatabricksClient, GenieMessage> => {
  const name = `Genie message ${ids.messageId}`;
  const error = (message: string, last?: GenieMessage, hint?: string): DatabricksError =>
    new DatabricksError({
      operation: name,
      message,
      errorCode: last?.error?.type,
      hint,
      resourceIds: { ...ids, ...(last && { state: messageStatus(last) }) },
    });
  return {
    name,
    poll: (client) => fetchMessage(client, ids),
    status: statusOf,
    describe: messageStatus,
    reason: (message) =>
      messageStatus(message) === "PENDING_WAREHOUSE" ? "the SQL warehouse may still be starting" : "",
    error,
    failure: (ended) =>
      statusOf(ended) === "canceled"
        ? error("the question was cancelled before it was answered", ended, "Ask the question again.")
        : error(
            ended.error?.error || "Genie could not answer the question and gave no reason",
            ended,
            messageFailureHint(ended.error),
          ),
    resumeHint: `Genie continues with the question. ${resumeHint(ids)}`,
    pollErrorHint: `Genie may continue with the question. ${resumeHint(ids)}`,
  };
};

/**
 * Waits until Genie has answered, at most until the client's deadline.
 * @param initial the message, if already read
 * @throws DatabricksError with the ids to continue with at the deadline, and with the reason when Genie cannot answer
 */
export const waitForMessage = (
  client: DatabricksClient,
  ids: GenieMessageIds,
  initial?: GenieMessage,
): Promise<GenieMessage> => pollUntilDone(client, operationOf(ids), initial);
