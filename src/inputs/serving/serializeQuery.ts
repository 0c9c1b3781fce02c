/** What the bodies of all queries have in common: tuning, further parameters, and their size. */

import { stringifyExact } from "../../http/json";
import { mergeExtraSettings } from "../extraSettings";
import type { JsonObject } from "../json";

/** How a language model generates text. */
export interface Tuning {
  maxTokens?: number;
  temperature?: number;
  stop?: string[];
}

/** The tuning in the format of language models. */
export const tuningFields = ({ maxTokens, temperature, stop }: Tuning): JsonObject => ({
  ...(maxTokens !== undefined && { max_tokens: maxTokens }),
  ...(temperature !== undefined && { temperature }),
  ...(stop !== undefined && { stop }),
});

/** A streamed response is not JSON: it cannot be read as one result. */
export const refuseStream = (label: string, given: JsonObject): JsonObject => {
  if (given.stream === undefined || given.stream === false) return given;
  throw new Error(`${label} requests a stream, which this action does not support: remove stream.`);
};

export const furtherParametersLabel = "Further Parameters";

/** The maximum size of a request, in bytes. */
const maxBodyBytes = 16 * 1024 * 1024;

/**
 * The text of a body with its further parameters.
 * @param label the label of the input that holds most of it
 * @param furtherLabel the label of the further parameters
 * @throws Error for a field that is given twice, for a stream, and for a body that is too long
 */
export const serializeQuery = (
  body: JsonObject,
  further: JsonObject = {},
  label: string,
  furtherLabel = furtherParametersLabel,
): string => {
  const text = stringifyExact(mergeExtraSettings(body, refuseStream(furtherLabel, further), furtherLabel));
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxBodyBytes) return text;
  throw new Error(
    `${label} makes a request of ${(bytes / 1024 / 1024).toFixed(1)} MB, more than the 16 MB that Databricks takes: send it in parts.`,
  );
};
