/** What to do about a question that Genie could not answer, by the type of its error, which is an open list. */
import { grantsText } from "../../errors/grantsText";
import { canUseWarehouse, readTableGrants } from "../../errors/requiredGrant";

const hints: readonly [type: RegExp, hint: string][] = [
  [
    /^RATE_LIMIT/,
    "Databricks limits the questions per minute of a workspace, over all its spaces: ask it again later.",
  ],
  [
    /^WAREHOUSE_|^NO_DEPLOYMENTS/,
    `The space's SQL warehouse must exist. Needed: ${grantsText([canUseWarehouse])}.`,
  ],
  [
    /TABLE|UC_SCHEMA|^INTERNAL_CATALOG/,
    `Each table of the space must exist. Needed: ${grantsText(readTableGrants)}.`,
  ],
  [/^CONTENT_FILTER/, "A content filter refused the question or its answer: ask in other words."],
  [/EXCEEDED|TOO_LONG/, "Ask a shorter question, or begin a new conversation without Conversation ID."],
  [
    /SQL|DESCRIBE_QUERY/,
    "The query that Genie wrote cannot be run: ask more precisely, or improve the instructions of the space.",
  ],
  [/_WHILE_EXECUTING|STOP_PROCESS/, "The question was stopped or changed by somebody else: ask it again."],
  [/TIMEOUT|RETRYABLE|NETWORK|CHAT_COMPLETION/, "The failure may pass: ask it again later."],
];

/** What to do about a failed message. @param type the type of its error @returns undefined where nothing is known */
export const messageFailureHint = (type = ""): string | undefined =>
  hints.find(([form]) => form.test(type))?.[1];
