/** What to do about a question that Genie could not answer, by the type of its error, which is an open list. */
import { grantsText } from "../../errors/grantsText";
import { missingGrantHint } from "../../errors/missingGrant";
import { canUseWarehouse, readTableGrants } from "../../errors/requiredGrant";

const mayPass = "The failure may pass: ask it again later.";

/** The first form that fits counts. */
const hints: readonly [type: RegExp, hint: string][] = [
  [
    /^RATE_LIMIT/,
    "Databricks limits the questions per minute of a workspace, over all its spaces: ask it again later.",
  ],
  [/TIMEOUT|ONGOING|RETRYABLE|NETWORK|CHAT_COMPLETION|REPLY_PROCESS|FUNCTION_(?:ARGUMENTS|CALL)/, mayPass],
  [/^WAREHOUSE_/, `The space's SQL warehouse must exist. Needed: ${grantsText([canUseWarehouse])}.`],
  [/DEPLOYMENT|_AI_MODEL$/, "The workspace has no AI model for Genie: an admin enables its AI features."],
  [
    /^(?:NO_TABLES|TABLES_MISSING)|UC_SCHEMA/,
    `The space must have tables, and each must exist. Needed: ${grantsText(readTableGrants)}.`,
  ],
  [/^TOO_MANY_/, "The space has too many tables or trusted answers: those who maintain it remove some."],
  [/CERTIFIED_ANSWER|FUNCTIONS/, "Those who maintain the space check its functions and trusted answers."],
  [/^CONTENT_FILTER/, "A content filter refused the question or its answer: ask in other words."],
  [
    /SQL|DESCRIBE_QUERY|TABLE_IDENTIFIER|PARAMETER_DEFINITION/,
    "The query that Genie wrote cannot be run: ask more precisely, or improve the instructions of the space.",
  ],
  [/EXCEEDED|TOO_LONG/, "Ask for less in one question, or begin a new conversation without Conversation ID."],
  [
    /^BLOCK_MULTIPLE/,
    "Another question of the conversation is still being answered: ask this one afterwards.",
  ],
  [/_WHILE_EXECUTING|STOP_PROCESS/, "The question was stopped or changed by somebody else: ask it again."],
];

/**
 * What to do about a failed message.
 * @param failure the type of its error, and Databricks' words
 * @returns undefined where nothing is known
 */
export const messageFailureHint = ({
  type = "",
  error = "",
}: {
  type?: string;
  error?: string;
} = {}): string | undefined => missingGrantHint(error) ?? hints.find(([form]) => form.test(type))?.[1];
