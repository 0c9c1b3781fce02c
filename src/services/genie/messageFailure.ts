/** What to do if Genie cannot answer a question, by the type of the error, which is an open list. */
import { grantsText } from "../../errors/grantsText";
import { canUseWarehouse, readTableGrants } from "../../errors/requiredGrant";

const hints: readonly [type: RegExp, hint: string][] = [
  [
    /^RATE_LIMIT/,
    "Databricks limits the questions per minute of a workspace, in all its Genie spaces together: ask the question again later.",
  ],
  [
    /^WAREHOUSE_|^NO_DEPLOYMENTS/,
    `Check that the SQL warehouse of the Genie space exists. Needed: ${grantsText([canUseWarehouse])}.`,
  ],
  [
    /TABLE|UC_SCHEMA|^INTERNAL_CATALOG/,
    `Check that each table of the Genie space exists. Needed: ${grantsText(readTableGrants)}.`,
  ],
  [/^CONTENT_FILTER/, "A content filter blocked the question or its answer: rephrase the question."],
  [
    /EXCEEDED|TOO_LONG/,
    "Ask a shorter question, or leave Conversation ID empty to start a new conversation.",
  ],
  [
    /SQL|DESCRIBE_QUERY/,
    "The query that Genie wrote cannot be run: ask a more precise question, or improve the instructions of the Genie space.",
  ],
  [/_WHILE_EXECUTING|STOP_PROCESS/, "Someone else stopped or changed the question: ask it again."],
  [
    /TIMEOUT|RETRYABLE|NETWORK|CHAT_COMPLETION/,
    "The failure may be temporary: ask the question again later.",
  ],
];

/** What to do about a failed message. @param type the type of its error @returns undefined for an unknown type */
export const messageFailureHint = (type = ""): string | undefined =>
  hints.find(([form]) => form.test(type))?.[1];
