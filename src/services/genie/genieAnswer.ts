/** Genie's answer, as the actions return it. */

import type { DatabricksClient } from "../../client";
import { mapConcurrent } from "../../http/concurrency";
import { type JsonSchema, schemaOf } from "../../outputSchema";
import type { SqlRow } from "../../results/statementRows";
import { genieAnswerExample } from "./genieExamples";
import {
  type GenieAttachment,
  type GenieMessage,
  type GenieMessageIds,
  isAnswered,
  messageStatus,
} from "./genieMessages";
import { type RowsMode, readQueryRows } from "./genieRows";

/** A query of an answer, and its rows. */
interface AnsweredQuery {
  title?: string;
  description?: string;
  sql?: string;
  parameters?: object[];
  statementId?: string;
  rows?: SqlRow[];
}

/** A question with its state and, if there is one, its answer. It also has the fields of the first query. */
export interface GenieAnswer extends GenieMessageIds, AnsweredQuery {
  status: string;
  /** The answer in words. */
  text?: string;
  /** Genie's follow-up question, to be answered in the same conversation. */
  followUpQuestion?: string;
  suggestedQuestions: string[];
  furtherQueries?: AnsweredQuery[];
  error?: { type?: string; message?: string };
}

/** The schema of an answer. */
export const genieAnswerSchema: JsonSchema = schemaOf({
  ...genieAnswerExample,
  followUpQuestion: "",
  parameters: [{}],
  furtherQueries: [{ title: "", description: "", sql: "", parameters: [{}], statementId: "", rows: [{}] }],
  error: { type: "", message: "" },
} satisfies GenieAnswer);

const followUp = "FOLLOW_UP_QUESTION";

const textOf = (attachments: GenieAttachment[], isFollowUp: boolean): string =>
  attachments
    .filter(({ text }) => (text?.purpose === followUp) === isFollowUp)
    .map(({ text }) => text?.content ?? "")
    .filter((content) => content !== "")
    .join("\n\n");

/** How the rows of an answer are read. */
interface AnswerReading {
  /** The client with as much time as the step may wait. */
  timed: DatabricksClient;
  rows: RowsMode;
}

/**
 * Makes the answer of a message, and reads the rows of its queries once it is answered.
 * @throws DatabricksError with the ids to continue with, when rows cannot be read
 */
export const toGenieAnswer = async (
  client: DatabricksClient,
  ids: GenieMessageIds,
  message: GenieMessage,
  { timed, rows: mode }: AnswerReading,
): Promise<GenieAnswer> => {
  const { attachments = [], error } = message;
  const isExpired = message.status === "QUERY_RESULT_EXPIRED";
  const queries = await mapConcurrent(
    attachments.filter(({ query }) => query),
    1,
    async ({ query = {}, attachment_id: attachmentId = query.id ?? "" }): Promise<AnsweredQuery> => {
      const { title, description, query: sql, parameters, statement_id: statementId } = query;
      const place = { ids, attachmentId, query, isExpired };
      const hasResult = isAnswered(message) && Boolean(sql || statementId);
      const rows = hasResult ? await readQueryRows(client, timed, place, mode) : undefined;
      return {
        ...(title && { title }),
        ...(description && { description }),
        ...(sql && { sql }),
        ...(parameters && { parameters }),
        ...(statementId && { statementId }),
        ...(rows && { rows }),
      };
    },
  );
  const [first, ...furtherQueries] = queries;
  const [text, followUpQuestion] = [textOf(attachments, false), textOf(attachments, true)];
  return {
    ...ids,
    status: messageStatus(message),
    ...(text && { text }),
    ...(followUpQuestion && { followUpQuestion }),
    ...first,
    ...(furtherQueries.length > 0 && { furtherQueries }),
    suggestedQuestions: attachments.flatMap(
      ({ suggested_questions }) => suggested_questions?.questions ?? [],
    ),
    ...(error && {
      error: { ...(error.type && { type: error.type }), ...(error.error && { message: error.error }) },
    }),
  };
};
