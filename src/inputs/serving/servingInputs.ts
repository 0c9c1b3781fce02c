/** Inputs of serving endpoints. */
import { chatEndpointExample, chatPromptExample } from "../../services/serving/servingExamples";
import { choiceInput } from "../choice";
import { asOptional, defineInput, refine } from "../defineInput";
import { idInput } from "../id";
import { positiveInput } from "../integer";
import { type JsonObject, jsonArrayInput, jsonInput, jsonObjectInput } from "../json";
import { readTexts, textsInput } from "../stringList";
import { readText, scalarText } from "../text";
import { timeoutSeconds } from "../waiting";
import { queryLabels, requestShapes } from "./requestShape";

/** Makes the input of an endpoint's name. @param example an existing endpoint */
export const endpointName = (example: string) =>
  idInput({
    label: "Endpoint Name",
    comments: "The name of the serving endpoint.",
    example,
    dataSource: "selectServingEndpoint",
    page: "endpoint",
  });

const requestShape = choiceInput({
  label: "Request Shape",
  comments:
    "The format of the request. Custom models take dataframe records, a dataframe split into columns and rows, instances or inputs; language models take chat, completion or embeddings. Raw sends Data as the whole request body.",
  choices: requestShapes,
  default: "chat",
});

const requestData = asOptional(
  jsonInput({
    label: queryLabels.requestData,
    comments:
      "The rows, instances or inputs of a custom model, or the whole request body for Raw, as JSON. Not for language models.",
    example: '[{"distance": 800, "hour": 17}]',
  }),
);

const isMessage = (one: unknown): one is JsonObject =>
  typeof one === "object" && one !== null && "role" in one && typeof one.role === "string";

const messages = asOptional(
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

/** One text, or a list of them that an earlier step made. */
const prompt = asOptional(
  defineInput(
    {
      label: queryLabels.prompt,
      type: "text",
      comments:
        "The text for the model: a user's message for Chat, the text to continue for Completion, or the text to embed for Embeddings. The last two also take a list of texts from an earlier step.",
      example: chatPromptExample,
    },
    (value, label) => {
      if (!Array.isArray(value)) return readText(value, label);
      const list = readTexts(value, label);
      if (list.length === 0) throw new Error(`${label} is an empty list.`);
      return list;
    },
  ),
);

const maxTokens = positiveInput({
  label: queryLabels.maxTokens,
  comments: "The maximum number of tokens in the response. Only for Chat and Completion.",
  example: "256",
  max: 2 ** 31 - 1,
});

/** The largest temperature that Databricks accepts. */
const maxTemperature = 2;

const temperature = asOptional(
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

const stop = refine(
  textsInput({
    label: queryLabels.stop,
    comments: "The sequences at which the response stops. Only for Chat and Completion.",
    example: "END",
  }),
  (texts) => (texts.length > 0 ? texts : undefined),
);

const furtherParameters = asOptional(
  jsonObjectInput({
    label: queryLabels.furtherParameters,
    comments:
      "Further fields of the request, as a JSON object, such as n, extra_params, usage_context or the params of a Python model. Not for Raw.",
    example: '{"usage_context": {"team": "analytics"}}',
  }),
);

/** The inputs of a query, in order. */
export const queryInputs = {
  endpointName: endpointName(chatEndpointExample.name),
  requestShape,
  requestData,
  messages,
  prompt,
  maxTokens,
  temperature,
  stop,
  furtherParameters,
  timeoutSeconds: timeoutSeconds(
    "for the response, including for an endpoint that is not ready or scales up from zero",
    "A query sent by then may still be carried out.",
  ),
};
