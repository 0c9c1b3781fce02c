/** Inputs of tags. */
import { isLosslessNumber } from "lossless-json";
import { tagExample } from "../../services/unityCatalog/tagExamples";
import type { TaggedEntity } from "../../services/unityCatalog/tags";
import { type Reader, refine } from "../defineInput";
import { type KeyValue, keyValuesInput, valueText } from "../keyValues";
import { namesInput } from "../stringList";
import { fullObjectName } from "./securableInputs";

/** The maximum length of a key and of a value, in characters. */
const maxKeyLength = 255;
const maxValueLength = 1000;

const readKey: Reader<string, string> = (key, label) => {
  if (key.length > maxKeyLength) {
    throw new Error(`${label} has a key that is longer than ${maxKeyLength} characters.`);
  }
  if (key === "." || key === ".." || /\p{Cc}|\p{Surrogate}/u.test(key)) {
    throw new Error(
      `${label} has an invalid key: "." and "..", and keys with control characters are not allowed.`,
    );
  }
  return key;
};

const isScalar = (value: unknown): boolean =>
  isLosslessNumber(value) || (typeof value !== "object" && !Number.isNaN(value)) || value === null;

const readTags: Reader<Map<string, string>, KeyValue[]> = (pairs, label) => {
  if (pairs.length === 0) throw new Error(`${label} is empty.`);
  const tags = new Map<string, string>();
  for (const { key, value } of pairs) {
    if (!isScalar(value))
      throw new Error(`${label}: the value of "${key}" must be text, a number or a boolean.`);
    const text = valueText(value);
    if (tags.has(readKey(key, label))) throw new Error(`${label} has the key "${key}" twice.`);
    if (text.length > maxValueLength) {
      throw new Error(`${label}: the value of "${key}" is longer than ${maxValueLength} characters.`);
    }
    tags.set(key, text);
  }
  return tags;
};

/** The tags to set. */
export const tagValues = {
  ...refine(
    keyValuesInput({
      label: "Tags",
      comments:
        "The tags to set, as keys of up to 255 characters and values of up to 1000, or as a JSON object. The value of a tag may be empty. Other tags of the object are unchanged.",
      placeholder: tagExample.tag_key,
      example: JSON.stringify({ [tagExample.tag_key]: tagExample.tag_value }),
    }),
    readTags,
  ),
  required: true,
};

/** The tags to remove. */
export const tagKeys = {
  ...refine(
    namesInput({
      label: "Tag Keys",
      comments: "The keys of the tags to remove. A tag that the object does not have is not an error.",
      placeholder: tagExample.tag_key,
      example: JSON.stringify([tagExample.tag_key]),
    }),
    (keys, label): string[] => {
      if (keys.length === 0) throw new Error(`${label} is empty.`);
      return [...new Set(keys.map((key) => readKey(key, label)))];
    },
  ),
  required: true,
};

/** The object with the tags, as the API names it. Throws as `fullObjectName` does. */
export const taggedEntity = (given: { objectType: string; fullName: string }): TaggedEntity => ({
  entity_type: `${given.objectType}s`,
  entity_name: fullObjectName(given),
});
