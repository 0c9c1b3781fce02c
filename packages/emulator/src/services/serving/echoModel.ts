/**
 * The deterministic stand-in for language models: it repeats what it is asked. An embedding consists of hashed words,
 * so that texts with words in common are near each other.
 */
import { createHash } from "node:crypto";
import { apiError, notImplemented } from "../../apiError";
import { fieldsOf, invalidParameter } from "../../control/requests";

/** How an endpoint describes it. */
export const echoModelSummary = {
  name: "deterministic-echo",
  display_name: "Deterministic Echo",
  description: "Repeats what it is asked, word for word: a stand-in for a language model.",
};

/** The numbers of an embedding. */
const DIMENSIONS = 16;

/** What every answer of a language model carries. */
export interface ResponseFrame {
  id: string;
  /** Seconds since the epoch. */
  created: number;
}

const badRequest = (message: string) => apiError(400, "BAD_REQUEST", message);

const words = (text: string): string[] => text.match(/\S+/g) ?? [];

/** How an answer is cut, and how often it is given. */
export interface Tuning {
  maxTokens?: number;
  stop: string[];
  n: number;
}

/** Reads the fields that every language model takes. Throws HttpError 400 BAD_REQUEST for values that none takes. */
export function tuningOf(body: Record<string, unknown>): Tuning {
  const { max_tokens: maxTokens, stop = [], n = 1, temperature = 1, stream = false } = body;
  if (stream !== false) throw notImplemented("does not stream answers.");
  if (maxTokens !== undefined && !(Number.isSafeInteger(maxTokens) && Number(maxTokens) > 0)) {
    throw badRequest(`Invalid max_tokens: ${JSON.stringify(maxTokens)}`);
  }
  if (typeof temperature !== "number" || temperature < 0 || temperature > 2) {
    throw badRequest(`Invalid temperature: ${JSON.stringify(temperature)}`);
  }
  if (!Number.isSafeInteger(n) || Number(n) < 1 || Number(n) > 5)
    throw badRequest(`Invalid n: ${JSON.stringify(n)}`);
  const stops = typeof stop === "string" ? [stop] : stop;
  if (!Array.isArray(stops) || !stops.every((one) => typeof one === "string")) {
    throw badRequest(`Invalid stop: ${JSON.stringify(stop)}`);
  }
  return { maxTokens: maxTokens as number | undefined, stop: stops, n: Number(n) };
}

/** A text cut at the first stop and after so many words. */
function cut(text: string, { maxTokens = Number.POSITIVE_INFINITY, stop }: Tuning) {
  const ends = stop
    .filter((one) => one !== "")
    .map((one) => text.indexOf(one))
    .filter((at) => at >= 0);
  const stopped = text.slice(0, Math.min(text.length, ...ends));
  const kept = words(stopped);
  return kept.length > maxTokens
    ? { text: kept.slice(0, maxTokens).join(" "), finish_reason: "length" }
    : { text: stopped, finish_reason: "stop" };
}

const usage = (asked: string[], answered: string[]) => {
  const count = (texts: string[]) => texts.reduce((sum, text) => sum + words(text).length, 0);
  const [prompt_tokens, completion_tokens] = [count(asked), count(answered)];
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
};

const contentOf = (message: unknown): string => {
  const { role, content } = fieldsOf(message);
  if (typeof role !== "string" || !/^(?:system|user|assistant)$/.test(role)) {
    throw badRequest(`Invalid role: ${JSON.stringify(role)}`);
  }
  if (typeof content !== "string") throw badRequest("Invalid message: its content is no text");
  return content;
};

/** What the messages of a conversation say, in order. Throws HttpError 400 BAD_REQUEST for anything else. */
export function conversationOf({ messages }: Record<string, unknown>): string[] {
  if (Array.isArray(messages) && messages.length > 0) return messages.map(contentOf);
  throw badRequest("Missing required field: messages");
}

/** Answers a conversation with what its last message says. Throws as `conversationOf` does. */
function chat(body: Record<string, unknown>, { id, created }: ResponseFrame): object {
  const tuning = tuningOf(body);
  const said = conversationOf(body);
  const answer = cut(said.at(-1) ?? "", tuning);
  const choices = Array.from({ length: tuning.n }, (_, index) => ({
    index,
    message: { role: "assistant", content: answer.text },
    finish_reason: answer.finish_reason,
  }));
  return {
    id: `chatcmpl-${id}`,
    object: "chat.completion",
    created,
    model: echoModelSummary.name,
    choices,
    usage: usage(
      said,
      choices.map(({ message }) => message.content),
    ),
  };
}

function textsOf(value: unknown, name: string): string[] {
  const list = typeof value === "string" ? [value] : value;
  if (Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === "string")) return list;
  throw badRequest(`Missing required field: ${name}, a text or a list of texts`);
}

/** Goes on from a prompt, or from several, with the prompt itself. Throws as `chat` does. */
function completion(body: Record<string, unknown>, { id, created }: ResponseFrame): object {
  const tuning = tuningOf(body);
  const prompts = textsOf(body.prompt, "prompt");
  const choices = prompts
    .flatMap((prompt) => Array.from({ length: tuning.n }, () => cut(prompt, tuning)))
    .map((answer, index) => ({ index, ...answer }));
  return {
    id: `cmpl-${id}`,
    object: "text_completion",
    created,
    model: echoModelSummary.name,
    choices,
    usage: usage(
      prompts,
      choices.map(({ text }) => text),
    ),
  };
}

/** A text as a vector of length 1: each word adds or takes 1 where its hash says. */
export function embedding(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0);
  for (const word of words(text.toLowerCase())) {
    const [place = 0, sign = 0] = createHash("sha256").update(word).digest();
    const at = place % DIMENSIONS;
    vector[at] = (vector[at] ?? 0) + (sign % 2 === 0 ? 1 : -1);
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => (length === 0 ? 0 : Number((value / length).toFixed(6))));
}

/** Embeds a text, or several. Throws as `chat` does. */
function embeddings(body: Record<string, unknown>): object {
  const texts = textsOf(body.input, "input");
  const { prompt_tokens } = usage(texts, []);
  return {
    object: "list",
    data: texts.map((text, index) => ({ object: "embedding", index, embedding: embedding(text) })),
    model: echoModelSummary.name,
    usage: { prompt_tokens, total_tokens: prompt_tokens },
  };
}

/** The kinds of foundation models that the local workspace has, by the names that an endpoint serves them under. */
export const echoTasks: Record<string, string> = {
  "system.ai.deterministic_echo": "llm/v1/chat",
  "system.ai.deterministic_echo_completions": "llm/v1/completions",
  "system.ai.deterministic_echo_embeddings": "llm/v1/embeddings",
};

/** Answers by an endpoint's task. */
export function responseOf(task: string, body: Record<string, unknown>, frame: ResponseFrame): object {
  if (task === "llm/v1/chat") return chat(body, frame);
  if (task === "llm/v1/completions") return completion(body, frame);
  if (task === "llm/v1/embeddings") return embeddings(body);
  throw invalidParameter(`Invalid task: ${task}`);
}
