/** Inputs of what a language model is asked, and how it responds. */
import { chatAnswerExample } from "../../services/serving/servingExamples";
import { asOptional, defineInput, type Reader, refine } from "../defineInput";
import { positiveInput } from "../integer";
import { type JsonObject, jsonArrayInput, jsonObjectInput } from "../json";
import { readTexts, textsInput } from "../stringList";
import { readText, scalarText } from "../text";
import { queryLabels } from "./requestShape";

/** Whether a value is a message of a conversation. */
export const isMessage = (one: unknown): one is JsonObject =>
  typeof one === "object" && one !== null && "role" in one && typeof one.role === "string";

export const messages = asOptional(
  refine(
    jsonArrayInput({
      label: queryLabels.messages,
      comments:
        "The conversation, as a JSON array of messages with role and content. Only for Chat, instead of Prompt.",
      placeholder: '[{"role": "user", "content": "Hello"}]',
      example: '[{"role": "system", "content": "Be short."}, {"role": "user", "content": "Hello"}]',
    }),
    (given, label) => {
      if (given.length === 0) throw new Error(`${label} is an empty list.`);
      if (given.every(isMessage)) return given;
      const wrong = given.findIndex((one) => !isMessage(one)) + 1;
      throw new Error(`${label} must contain objects with a role and content: entry ${wrong} is not one.`);
    },
  ),
);

/** Reads one text, or a list of them that an earlier step made. */
export const readPrompt: Reader<string | string[]> = (value, label) => {
  if (!Array.isArray(value)) return readText(value, label);
  const list = readTexts(value, label);
  if (list.length === 0) throw new Error(`${label} is an empty list.`);
  return list;
};

export const prompt = asOptional(
  defineInput(
    {
      label: queryLabels.prompt,
      type: "text",
      comments:
        "The text for the model: a user's message for Chat, the text to continue for Completion, or the text to embed for Embeddings. The last two also take a list of texts from an earlier step.",
      example: chatAnswerExample.question,
    },
    readPrompt,
  ),
);

export const maxTokens = positiveInput({
  label: queryLabels.maxTokens,
  comments: "The maximum number of tokens in the response. Only for Chat and Completion.",
  example: "256",
  max: 2 ** 31 - 1,
});

/** The largest temperature that Databricks accepts. */
const maxTemperature = 2;

export const temperature = asOptional(
  defineInput(
    {
      label: queryLabels.temperature,
      type: "string",
      comments: "The randomness of the response, from 0 to 2. Only for Chat and Completion.",
      example: "0.2",
    },
    (value, label) => {
      const text = scalarText(value);
      const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
      if (number <= maxTemperature) return number;
      throw new Error(`${label} must be a number from 0 to ${maxTemperature}.`);
    },
  ),
);

export const stop = refine(
  textsInput({
    label: queryLabels.stop,
    comments: "The sequences at which the response stops. Only for Chat and Completion.",
    example: "END",
  }),
  (texts) => (texts.length > 0 ? texts : undefined),
);

export const furtherParameters = asOptional(
  jsonObjectInput({
    label: queryLabels.furtherParameters,
    comments:
      "Further fields of the request, as a JSON object, such as n, extra_params, usage_context or the params of a Python model. Not for Raw.",
    example: '{"usage_context": {"team": "analytics"}}',
  }),
);
