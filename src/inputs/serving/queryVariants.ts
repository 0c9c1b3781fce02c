/** The Query input: what is sent to a serving endpoint, by the kind of its model. */
import { chatAnswerExample } from "../../services/serving/servingExamples";
import { asOptional, defineInput, type InputValues, type Reader, refine } from "../defineInput";
import { jsonArrayInput, jsonInput, jsonObjectInput, jsonObjectsInput, readJson } from "../json";
import { namesInput } from "../stringList";
import { readText, textInput } from "../text";
import { variantInput } from "../variantInput";
import { furtherParameters, maxTokens, messages, readPrompt, stop, temperature } from "./modelTextInputs";
import { queryLabels, requestShapes } from "./requestShape";
import { refuseStream } from "./serializeQuery";

export const queryLabel = "Query";

/** Reads text as it is, and JSON of an object or a list as what it is. */
const readTextOrJson: Reader<unknown> = (value, label) => {
  if (typeof value === "object" && value !== null) return value;
  const text = readText(value, label);
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return readJson(text, label);
  } catch {
    return text; // A text may begin with a bracket.
  }
};

const nonEmptyList: Reader<unknown[], unknown[]> = (list, label) => {
  if (list.length > 0) return list;
  throw new Error(`${label} is an empty list.`);
};

const rowOfValues: Reader<unknown[][], unknown[]> = (rows, label) => {
  const wrong = rows.findIndex((row) => !Array.isArray(row)) + 1;
  if (wrong === 0) return rows as unknown[][];
  throw new Error(`${label} must contain only lists of values: entry ${wrong} is not a list.`);
};

/** Fields that several kinds have. */
const further = {
  ...furtherParameters,
  comments:
    "Further fields of the request, as a JSON object, such as usage_context, or the params of a Python model.",
};
const tokens = { ...maxTokens, comments: "The maximum number of tokens in the response." };
const warmth = { ...temperature, comments: "The randomness of the response, from 0 to 2." };
const tuning = {
  maxTokens: tokens,
  temperature: warmth,
  stop: { ...stop, comments: "The sequences at which the response stops." },
  extraParameters: further,
};

const oneText = textInput({
  label: queryLabels.prompt,
  comments: "The message of a user.",
  example: chatAnswerExample.question,
});

const conversation = {
  prompt: {
    ...asOptional(oneText),
    type: "text" as const,
    comments: "The message of a user. Either this or Messages is required.",
  },
  messages: {
    ...messages,
    comments:
      "The conversation, as a JSON array of messages with role and content, such as earlier messages and the latest one. Either this or Prompt is required.",
  },
  systemPrompt: {
    ...asOptional(
      textInput({
        label: "System Prompt",
        comments: "Instructions for the model, sent before the conversation.",
        example: "Be short.",
      }),
    ),
    type: "text" as const,
  },
};

const texts = (comments: string) =>
  defineInput({ label: "Texts", type: "text", comments, example: chatAnswerExample.question }, readPrompt);

const rowsExample = '[{"distance": 800, "hour": 17}]';

/** The kinds of queries, Automatic first. */
const variants = {
  automatic: {
    label: "Automatic",
    comments:
      "The task of the endpoint determines the format: its description is read before each query. An input that does not fit is an error that says what the endpoint accepts.",
    fields: {
      input: defineInput(
        {
          label: "Input",
          type: "text",
          comments:
            "The input of the model: a text, a list of texts, messages with role and content, or records, as text, JSON or the result of an earlier step.",
          example: chatAnswerExample.question,
        },
        readTextOrJson,
      ),
      maxTokens: { ...tokens, comments: "The maximum number of tokens in the response of a language model." },
      temperature: {
        ...warmth,
        comments: "The randomness of the response of a language model, from 0 to 2.",
      },
      extraParameters: further,
    },
  },
  chat: {
    label: requestShapes.chat,
    comments: "For language models and agents that take messages.",
    fields: { ...conversation, ...tuning },
  },
  responses: {
    label: "Agent Responses",
    comments: "For agents of the task agent/v1/responses, which take messages as their input.",
    fields: { ...conversation, extraParameters: further },
  },
  completion: {
    label: requestShapes.completion,
    comments: "For language models that continue a text.",
    fields: { texts: texts("The text to continue, or a list of texts from an earlier step."), ...tuning },
  },
  embeddings: {
    label: requestShapes.embeddings,
    comments: "For models that turn texts into vectors.",
    fields: {
      texts: texts("The text to embed, or a list of texts from an earlier step."),
      extraParameters: further,
    },
  },
  records: {
    label: "Tabular Records",
    comments: "For custom models and features that take rows, each as an object.",
    fields: {
      records: jsonObjectsInput({
        label: "Records",
        comments: "The rows, as a JSON array of objects.",
        example: rowsExample,
      }),
      extraParameters: further,
    },
  },
  split: {
    label: "Tabular Columns And Rows",
    comments: "For custom models that take rows, as the names of the columns and lists of values.",
    fields: {
      columns: {
        ...namesInput({
          label: "Columns",
          comments: "The names of the columns, in order.",
          example: "distance",
        }),
        required: true,
      },
      rows: refine(
        refine(
          jsonArrayInput({
            label: "Rows",
            comments:
              "The rows, as a JSON array with a list of values for each row, in the order of Columns.",
            example: "[[800], [250]]",
          }),
          nonEmptyList,
        ),
        rowOfValues,
      ),
      extraParameters: further,
    },
  },
  instances: {
    label: requestShapes.instances,
    comments: "For custom models that take tensors, row by row.",
    fields: {
      instances: refine(
        jsonArrayInput({
          label: "Instances",
          comments: "The instances, as a JSON array.",
          example: "[[800, 17]]",
        }),
        nonEmptyList,
      ),
      extraParameters: further,
    },
  },
  inputs: {
    label: requestShapes.inputs,
    comments: "For custom models that take tensors, column by column, or texts.",
    fields: {
      inputs: jsonInput({
        label: "Inputs",
        comments: "The inputs, as JSON: a list, or an object with a list for each name.",
        example: '{"distance": [800], "hour": [17]}',
      }),
      extraParameters: further,
    },
  },
  raw: {
    label: requestShapes.raw,
    comments: "For everything else: the whole request body.",
    fields: {
      body: refine(
        jsonObjectInput({
          label: "Body",
          comments: "The whole request body, as a JSON object.",
          example: `{"dataframe_records": ${rowsExample}}`,
        }),
        (given, label) => refuseStream(label, given),
      ),
    },
  },
} as const;

/** The values of each kind's fields. */
export type QueryValues = {
  [Kind in keyof typeof variants]: InputValues<(typeof variants)[Kind]["fields"]>;
};

/** A kind of query. */
export type QueryKind = keyof QueryValues;

/** The input of a query and how a kind is called in errors. */
export const query = variantInput({
  label: queryLabel,
  comments:
    "What is sent to the endpoint, by the kind of its model; Automatic fits most. If set, it replaces Request Shape, Data, Messages, Prompt, Max Tokens, Temperature, Stop Sequences and Further Parameters. If empty, these apply.",
  variants,
});

/** How a kind of query is called in errors. */
export const kindName = (kind: QueryKind): string => `${queryLabel}, ${variants[kind].label}`;
