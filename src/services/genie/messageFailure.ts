/** What to do if Genie cannot answer a question, by the type of the error, which is an open list. */
import { grantsText } from "../../errors/grantsText";
import { missingGrantHint } from "../../errors/missingGrant";
import { canUseWarehouse, readTableGrants } from "../../errors/requiredGrant";

const mayPass = "The failure may be temporary: ask the question again later.";

/** By type; the first that matches counts. */
const hints: readonly [type: RegExp, hint: string][] = [
  [
    /^RATE_LIMIT/,
    "Databricks limits the questions per minute of a workspace, in all its Genie spaces together: ask the question again later.",
  ],
  [/TIMEOUT|ONGOING|RETRYABLE|NETWORK|CHAT_COMPLETION|REPLY_PROCESS|FUNCTION_(?:ARGUMENTS|CALL)/, mayPass],
  [
    /^WAREHOUSE_/,
    `Check that the SQL warehouse of the Genie space exists. Needed: ${grantsText([canUseWarehouse])}.`,
  ],
  [
    /DEPLOYMENT|_AI_MODEL$/,
    "The workspace has no AI model for Genie: an administrator must enable its AI features.",
  ],
  [
    /^(?:NO_TABLES|TABLES_MISSING)|UC_SCHEMA/,
    `Check that the Genie space has tables and that each of them exists. Needed: ${grantsText(readTableGrants)}.`,
  ],
  [/^TOO_MANY_/, "The Genie space has too many tables or trusted answers: its editors must remove some."],
  [
    /CERTIFIED_ANSWER|FUNCTIONS/,
    "The editors of the Genie space must check its functions and trusted answers.",
  ],
  [/^CONTENT_FILTER/, "A content filter blocked the question or its answer: rephrase the question."],
  [
    /SQL|DESCRIBE_QUERY|TABLE_IDENTIFIER|PARAMETER_DEFINITION/,
    "The query that Genie wrote cannot be run: ask a more precise question, or improve the instructions of the Genie space.",
  ],
  [
    /EXCEEDED|TOO_LONG/,
    "Ask a shorter question, or leave Conversation ID empty to start a new conversation.",
  ],
  [
    /^BLOCK_MULTIPLE/,
    "Another question of the conversation is still being answered: ask this one when it is done.",
  ],
  [/_WHILE_EXECUTING|STOP_PROCESS/, "Someone else stopped or changed the question: ask it again."],
];

/**
 * What to do about a failed message.
 * @param failure the type and the message of its error
 * @returns undefined if nothing is known
 */
export const messageFailureHint = ({
  type = "",
  error = "",
}: {
  type?: string;
  error?: string;
} = {}): string | undefined => missingGrantHint(error) ?? hints.find(([form]) => form.test(type))?.[1];
