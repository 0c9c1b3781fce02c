/**
 * The answers of language models that the local workspace does not run: each is part of the seed. An input without an
 * answer is rejected.
 */
import { notImplemented } from "../../apiError";
import { conversationOf, type ResponseFrame, tuningOf } from "./echoModel";

/** What a chat endpoint answers to a question: the last message of a conversation. */
export interface SeedAnswer {
  endpoint: string;
  question: string;
  answer: string;
  /** The name of the model as its answers give it. */
  model: string;
  prompt_tokens: number;
  completion_tokens: number;
}

/**
 * Answers a conversation.
 * @throws HttpError 400 BAD_REQUEST for what no chat endpoint takes, 501 for a question without an answer, or one that
 * asks for another answer than the whole one
 */
export function seededResponse(
  endpoint: string,
  answers: readonly SeedAnswer[],
  body: Record<string, unknown>,
  { id, created }: ResponseFrame,
): object {
  const { maxTokens = Number.POSITIVE_INFINITY, n, stop } = tuningOf(body);
  const question = conversationOf(body).at(-1) ?? "";
  const own = answers.filter((one) => one.endpoint === endpoint);
  const found = own.find((one) => one.question === question);
  if (!found) {
    const known = own.map((one) => JSON.stringify(one.question)).join(", ");
    throw notImplemented(
      `has no answer of ${endpoint} to this. It was given answers to: ${known || "nothing"}.`,
    );
  }
  const { answer, model, prompt_tokens, completion_tokens } = found;
  if (completion_tokens > maxTokens || n > 1 || stop.some((one) => one !== "" && answer.includes(one))) {
    throw notImplemented(`has only the one whole answer of ${endpoint}, in ${completion_tokens} tokens.`);
  }
  return {
    id: `chatcmpl_${id.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`,
    object: "chat.completion",
    created,
    model,
    choices: [{ index: 0, message: { role: "assistant", content: answer }, finish_reason: "stop" }],
    usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
  };
}
