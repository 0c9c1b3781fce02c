/** Inputs of serving endpoints. */
import { input } from "@prismatic-io/spectral";
import { chatEndpoint, chatPrompt, modelEndpoint } from "../../services/serving/serving";
import { integerOrZero, isBlank, optional, requiredChoice, requiredId, requiredText } from "../clean";
import { type JsonObject, optionalArray, optionalJson, optionalObject } from "../json";
import { stringList } from "../stringList";
import { timeoutSeconds } from "../waiting";
import { labels, type RequestShape, requestShapes } from "./requestShape";

/** @param example an endpoint that there is */
const endpointName = (example: string) =>
  input({
    label: "Endpoint Name",
    type: "string",
    required: true,
    dataSource: "selectServingEndpoint",
    placeholder: example,
    example,
    comments: "The name of the serving endpoint.",
    clean: requiredId("Endpoint Name", "endpoint"),
  });

/** The endpoint that is looked at. */
export const endpoint = { endpointName: endpointName(modelEndpoint.name) };

const shapes = Object.keys(requestShapes) as RequestShape[];

const requestShape = input({
  label: "Request Shape",
  type: "string",
  required: true,
  default: "chat" satisfies RequestShape,
  model: shapes.map((value) => ({ label: requestShapes[value], value })),
  comments:
    "What the endpoint is sent. Custom models take dataframe records, a dataframe split into columns and rows, instances or inputs; language models take chat, completion or embeddings. Raw sends Data as the whole body.",
  clean: requiredChoice("Request Shape", shapes),
});

const requestData = input({
  label: labels.requestData,
  type: "code",
  language: "json",
  required: false,
  placeholder: '[{"distance": 800, "hour": 17}]',
  example: '[{"distance": 800, "hour": 17}]',
  comments:
    "The rows, instances or inputs of a custom model, or the whole body of Raw, as JSON. It does not fit the shapes of language models.",
  clean: optionalJson(labels.requestData),
});

const readMessages = (value: unknown): JsonObject[] | undefined => {
  const given = optionalArray(labels.messages)(value);
  if (given === undefined) return undefined;
  if (given.length === 0) throw new Error(`${labels.messages} is an empty list.`);
  const wrong = given.findIndex(
    (one) => typeof one !== "object" || one === null || typeof (one as JsonObject).role !== "string",
  );
  if (wrong < 0) return given as JsonObject[];
  throw new Error(
    `${labels.messages} must hold objects with a role and content: entry ${wrong + 1} is none.`,
  );
};

const messages = input({
  label: labels.messages,
  type: "code",
  language: "json",
  required: false,
  placeholder: '[{"role": "user", "content": "Hello"}]',
  example: '[{"role": "system", "content": "Be short."}, {"role": "user", "content": "Hello"}]',
  comments:
    "The conversation, as a JSON array of messages with role and content. It fits Chat alone, in place of Prompt.",
  clean: readMessages,
});

/** One text, or a list of them that an earlier step made. */
const readPrompt = (value: unknown): string | string[] | undefined => {
  if (isBlank(value)) return undefined;
  if (!Array.isArray(value)) return requiredText(labels.prompt)(value);
  const list = stringList(labels.prompt)(value);
  if (list.length === 0) throw new Error(`${labels.prompt} is an empty list.`);
  return list;
};

const prompt = input({
  label: labels.prompt,
  type: "text",
  required: false,
  placeholder: chatPrompt,
  example: chatPrompt,
  comments:
    "The text for the model: a user's message for Chat, the text to go on from for Completion, what is to be embedded for Embeddings. The last two also take a list of texts from an earlier step.",
  clean: readPrompt,
});

const maxTokens = input({
  label: labels.maxTokens,
  type: "string",
  required: false,
  placeholder: "256",
  example: "256",
  comments: "The most tokens that the answer may have. It fits Chat and Completion.",
  clean: (value: unknown): number | undefined =>
    integerOrZero(labels.maxTokens, 2 ** 31 - 1)(value) || undefined,
});

/** From exact to inventive, as Databricks has it. */
const hottest = 2;

const temperature = input({
  label: labels.temperature,
  type: "string",
  required: false,
  placeholder: "0.2",
  example: "0.2",
  comments: "How much the answer varies, from 0 to 2. It fits Chat and Completion.",
  clean: optional((value: unknown): number => {
    const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
    const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (number <= hottest) return number;
    throw new Error(`${labels.temperature} must be a number from 0 to ${hottest}.`);
  }),
});

const stop = input({
  label: labels.stop,
  type: "string",
  collection: "valuelist",
  required: false,
  placeholder: "END",
  example: "END",
  comments: "Texts at which the answer ends. They fit Chat and Completion.",
  clean: (value: unknown): string[] | undefined => {
    const list = stringList(labels.stop)(value);
    return list.length > 0 ? list : undefined;
  },
});

const furtherParameters = input({
  label: labels.furtherParameters,
  type: "code",
  language: "json",
  required: false,
  placeholder: '{"usage_context": {"team": "analytics"}}',
  example: '{"usage_context": {"team": "analytics"}}',
  comments:
    "Further fields of the request, as a JSON object, such as n, extra_params, usage_context or the params of a Python model. They fit every shape but Raw.",
  clean: optionalObject(labels.furtherParameters),
});

/** The inputs of a query, in order. */
export const queryInputs = {
  endpointName: endpointName(chatEndpoint.name),
  requestShape,
  requestData,
  messages,
  prompt,
  maxTokens,
  temperature,
  stop,
  furtherParameters,
  timeoutSeconds: timeoutSeconds(
    "for the answer, an endpoint that is not ready or starts from zero included",
    "A query that was sent by then may still be carried out.",
  ),
};
