/** The body of a query: which inputs each shape takes, and the body that it makes of them. */

import { isJsonObject } from "../../http/json";
import type { JsonObject } from "../json";
import {
  furtherParametersLabel,
  refuseStream,
  serializeQuery,
  type Tuning,
  tuningFields,
} from "./serializeQuery";

/** The shapes of a query, with their labels. */
export const requestShapes = {
  dataframeRecords: "Dataframe Records",
  dataframeSplit: "Dataframe Split",
  instances: "Instances",
  inputs: "Inputs",
  chat: "Chat",
  completion: "Completion",
  embeddings: "Embeddings",
  raw: "Raw",
} as const;

export type RequestShape = keyof typeof requestShapes;

/** The inputs besides the endpoint and the shape. */
export interface QueryFields extends Tuning {
  requestData?: unknown;
  messages?: JsonObject[];
  prompt?: string | string[];
  furtherParameters?: JsonObject;
}

type FieldName = keyof QueryFields;

/** The labels of the inputs. */
export const queryLabels: Record<FieldName, string> = {
  requestData: "Data",
  messages: "Messages",
  prompt: "Prompt",
  maxTokens: "Max Tokens",
  temperature: "Temperature",
  stop: "Stop Sequences",
  furtherParameters: furtherParametersLabel,
};

const ofModels: FieldName[] = ["requestData", "furtherParameters"];
const ofText: FieldName[] = ["prompt", "maxTokens", "temperature", "stop", "furtherParameters"];

/** The inputs that each shape takes; others are refused. */
const fitting: Record<RequestShape, readonly FieldName[]> = {
  dataframeRecords: ofModels,
  dataframeSplit: ofModels,
  instances: ofModels,
  inputs: ofModels,
  chat: ["messages", ...ofText],
  completion: ofText,
  embeddings: ["prompt", "furtherParameters"],
  raw: ["requestData"],
};

const describeShape = (shape: RequestShape): string => `Request Shape ${requestShapes[shape]}`;

const dataLabel = queryLabels.requestData;

const arrayOf = (what: string, value: unknown, shape: RequestShape): unknown[] => {
  if (Array.isArray(value) && value.length > 0) return value;
  throw new Error(
    `${dataLabel} must be a JSON array of ${what} that is not empty, for ${describeShape(shape)}.`,
  );
};

const records = (value: unknown): unknown[] => {
  const given = arrayOf("objects", value, "dataframeRecords");
  const wrong = given.findIndex((one) => !isJsonObject(one));
  if (wrong < 0) return given;
  throw new Error(
    `${dataLabel} must contain only objects, for ${describeShape("dataframeRecords")}: entry ${wrong + 1} is not an object.`,
  );
};

const split = (value: unknown): JsonObject => {
  const shapeText = `for ${describeShape("dataframeSplit")}`;
  const { columns, data, index, ...others } = isJsonObject(value) ? value : {};
  if (!Array.isArray(columns) || !Array.isArray(data) || Object.keys(others).length > 0) {
    throw new Error(
      `${dataLabel} must be a JSON object with columns, data and, optionally, index, ${shapeText}.`,
    );
  }
  const wrong = data.findIndex((row) => !Array.isArray(row) || row.length !== columns.length);
  if (wrong >= 0) {
    throw new Error(
      `${dataLabel} must have ${columns.length} values in each row, ${shapeText}: row ${wrong + 1} does not.`,
    );
  }
  if (index !== undefined && (!Array.isArray(index) || index.length !== data.length)) {
    throw new Error(`${dataLabel} must have as many entries in index as rows in data, ${shapeText}.`);
  }
  return { columns, data, ...(index !== undefined && { index }) };
};

const raw = (value: unknown): JsonObject => {
  if (isJsonObject(value)) return refuseStream(dataLabel, value);
  throw new Error(`${dataLabel} must be a JSON object, for ${describeShape("raw")}.`);
};

const chatMessages = ({ messages, prompt }: QueryFields): unknown[] => {
  if (messages && prompt !== undefined) {
    throw new Error("Messages and Prompt exclude each other: a prompt is one message of a user.");
  }
  if (messages) return messages;
  if (prompt === undefined)
    throw new Error(`Messages is empty, and so is Prompt, for ${describeShape("chat")}.`);
  if (typeof prompt !== "string") throw new Error(`Prompt must be one text, for ${describeShape("chat")}.`);
  return [{ role: "user", content: prompt }];
};

const promptOf = ({ prompt }: QueryFields, shape: RequestShape): string | string[] => {
  if (prompt === undefined) throw new Error(`Prompt is empty, but ${describeShape(shape)} requires it.`);
  return prompt;
};

const dataOf = ({ requestData }: QueryFields, shape: RequestShape): unknown => {
  if (requestData === undefined)
    throw new Error(`${dataLabel} is empty, but ${describeShape(shape)} requires it.`);
  return requestData;
};

const made: Record<RequestShape, (given: QueryFields) => JsonObject> = {
  dataframeRecords: (given) => ({ dataframe_records: records(dataOf(given, "dataframeRecords")) }),
  dataframeSplit: (given) => ({ dataframe_split: split(dataOf(given, "dataframeSplit")) }),
  instances: (given) => ({ instances: arrayOf("instances", dataOf(given, "instances"), "instances") }),
  inputs: (given) => ({ inputs: dataOf(given, "inputs") }),
  chat: (given) => ({ messages: chatMessages(given), ...tuningFields(given) }),
  completion: (given) => ({ prompt: promptOf(given, "completion"), ...tuningFields(given) }),
  embeddings: (given) => ({ input: promptOf(given, "embeddings") }),
  raw: (given) => raw(dataOf(given, "raw")),
};

/**
 * Makes the body of a query.
 * @throws Error that names the input that is missing, does not fit the shape, or makes the body too long
 */
export const queryBody = (shape: RequestShape, given: QueryFields): string => {
  const names = Object.keys(queryLabels) as FieldName[];
  const stray = names.find((name) => given[name] !== undefined && !fitting[shape].includes(name));
  if (stray) {
    const takenInputs = fitting[shape].map((name) => queryLabels[name]).join(", ");
    throw new Error(
      `${queryLabels[stray]} does not fit ${describeShape(shape)}, which takes ${takenInputs}: clear it.`,
    );
  }
  const [main = "requestData"] = names.filter((name) => given[name] !== undefined);
  return serializeQuery(made[shape](given), given.furtherParameters, queryLabels[main]);
};
