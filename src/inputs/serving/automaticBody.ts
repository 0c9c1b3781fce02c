/** The body of an automatic query: it fits what the endpoint takes, or is refused. */

import { isJsonObject } from "../../http/json";
import type { EndpointKind, EndpointTask } from "../../services/serving/endpointTask";
import type { JsonObject } from "../json";
import { isMessage } from "./modelTextInputs";
import { kindName, type QueryValues } from "./queryVariants";
import { tuningFields } from "./serializeQuery";

/** What each kind of endpoint is, and what it takes, in words. */
const expectations: Record<EndpointKind, [kind: string, takes: string]> = {
  chat: ["a chat model", "a text, or messages with role and content"],
  responses: ["an agent", "a text, or messages with role and content"],
  completions: ["a completion model", "a text or a list of texts"],
  embeddings: ["an embedding model", "a text or a list of texts"],
  custom: ["a custom model", "records, columns with data, a list, or an object of lists"],
};

const isTexts = (value: unknown): value is string | string[] =>
  typeof value === "string" ||
  (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string"));

const isRecords = (value: unknown): value is JsonObject[] =>
  Array.isArray(value) && value.length > 0 && value.every(isJsonObject);

const messagesOf = (input: unknown): unknown[] | undefined => {
  if (typeof input === "string") return [{ role: "user", content: input }];
  const list = isMessage(input) ? [input] : input;
  return Array.isArray(list) && list.length > 0 && list.every(isMessage) ? list : undefined;
};

/** The field by which a custom model takes an input, and the input in that form. */
const customBody = (input: unknown): JsonObject => {
  if (isRecords(input)) return { dataframe_records: input };
  if (!isJsonObject(input)) return { inputs: typeof input === "string" ? [input] : input };
  const { columns, data } = input;
  if (Array.isArray(columns) && Array.isArray(data)) return { dataframe_split: input };
  const isColumnar = Object.values(input).every(Array.isArray);
  return isColumnar ? { inputs: input } : { dataframe_records: [input] };
};

/** A body for a custom model; undefined if the model takes no such data. */
const fittingCustomBody = (input: unknown, fields: EndpointTask["fields"]): JsonObject | undefined => {
  const body = customBody(input);
  const [field = ""] = Object.keys(body);
  if (fields === undefined || fields.has(field)) return body;
  if (field === "inputs" && fields.has("instances") && Array.isArray(body.inputs))
    return { instances: body.inputs };
  return fields.has("inputs") && field !== "dataframe_split" ? { inputs: input } : undefined;
};

const bodies: Record<EndpointKind, (input: unknown, task: EndpointTask) => JsonObject | undefined> = {
  chat: (input) => {
    const messages = messagesOf(input);
    return messages && { messages };
  },
  responses: (input) => {
    const messages = messagesOf(input);
    return messages && { input: messages };
  },
  completions: (input) => (isTexts(input) ? { prompt: input } : undefined),
  embeddings: (input) => (isTexts(input) ? { input } : undefined),
  custom: (input, { fields }) => fittingCustomBody(input, fields),
};

/** Kinds of endpoints that take the tuning of a language model. */
const tunable: ReadonlySet<EndpointKind> = new Set(["chat", "completions"]);

/**
 * Makes the body of an automatic query.
 * @param endpointName the endpoint, for errors
 * @throws Error that names what the endpoint takes, where the input or the tuning does not fit
 */
export const automaticBody = (
  { input, ...tuning }: QueryValues["automatic"],
  task: EndpointTask,
  endpointName: string,
): JsonObject => {
  const [kind, takes] = expectations[task.kind];
  const described = task.fields ? `${takes}, as ${[...task.fields].join(" or ")}` : takes;
  const fields = tuningFields(tuning);
  const [stray] = tunable.has(task.kind) ? [] : Object.keys(fields);
  if (stray !== undefined) {
    const label = stray === "max_tokens" ? "Max Tokens" : "Temperature";
    throw new Error(
      `${kindName("automatic")}: ${label} does not fit ${endpointName}, which is ${kind}: clear it.`,
    );
  }
  const body = bodies[task.kind](input, task);
  if (body) return { ...body, ...fields };
  throw new Error(
    `${kindName("automatic")}: Input does not fit ${endpointName}, which is ${kind} and takes ${described}.`,
  );
};
