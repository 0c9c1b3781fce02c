/** Metrics, parameters and tags from the inputs: validated before anything is sent. */
import { isLosslessNumber, isNumber } from "lossless-json";
import { type ExactNumber, exactNumber, isJsonObject } from "../../http/json";
import type { LoggedMetric } from "../../services/mlflow/batches";
import { maxKeyLength, type Tag } from "../../services/mlflow/mlflow";
import { isBlank, type Reader } from "../defineInput";
import { readJson } from "../json";
import { type KeyValue, readKeyValues } from "../keyValues";
import { scalarText } from "../text";
import { readTimestamp } from "../timestamp";

const checkKey = (label: string, key: string): string => {
  if (key.length <= maxKeyLength) return key;
  throw new Error(
    `${label} has a key of ${key.length} characters, "${key.slice(0, 20)}...": MLflow takes ${maxKeyLength} at most.`,
  );
};

const textOf = (label: string, { key, value }: KeyValue): string => {
  if (value === undefined || value === null) return "";
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  if (isLosslessNumber(value) || (typeof value === "number" && Number.isFinite(value))) return String(value);
  throw new Error(`${label} must have texts or numbers as values: that of "${key.slice(0, 50)}" is neither.`);
};

/** Reads keys with values that become text. A key may be repeated only with the same value. */
export const readPairs: Reader<Tag[], KeyValue[]> = (pairs, label) => {
  const found = new Map<string, string>();
  for (const pair of pairs) {
    const key = checkKey(label, pair.key);
    const text = textOf(label, pair);
    if ((found.get(key) ?? text) !== text) {
      throw new Error(`${label} has the key "${key.slice(0, 50)}" twice, with different values.`);
    }
    found.set(key, text);
  }
  return [...found].map(([key, text]) => ({ key, value: text }));
};

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

const numberOf = (label: string, { key, value }: KeyValue): ExactNumber => {
  if (isLosslessNumber(value) && Number.isFinite(Number(value.value))) return value;
  const text = scalarText(value);
  const number = decimal.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(number)) return isNumber(text) ? exactNumber(text) : number;
  throw new Error(`${label} must have finite numbers as values: that of "${key.slice(0, 50)}" is not.`);
};

/** A value as a whole number, which may be negative; undefined for anything else. */
const integerOf = (value: unknown): number | undefined => {
  const text = scalarText(value);
  return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
};

/** Reads the step of a metric: a whole number. */
export const readStep: Reader<number> = (value, label) => {
  const step = integerOf(value);
  if (step === undefined) throw new Error(`${label} must be a whole number.`);
  return step;
};

const stepOf = (label: string, key: string, value: unknown): number => {
  const step = integerOf(value);
  if (step !== undefined) return step;
  throw new Error(`${label} must have whole numbers as steps: that of "${key.slice(0, 50)}" is not.`);
};

/** A metric as it was given: its time and step may come from the action's other inputs. */
export type GivenMetric = Pick<LoggedMetric, "key" | "value"> & Partial<LoggedMetric>;

const known: ReadonlySet<string> = new Set(["key", "value", "timestamp", "step"]);

/** A metric of a list, which may have a time and a step; nothing for an empty entry. */
const readMetric: Reader<GivenMetric[]> = (entry, label) => {
  const [pair] = readKeyValues([entry], label);
  if (!pair || !isJsonObject(entry)) return [];
  const key = checkKey(label, pair.key);
  const other = Object.keys(entry).find((name) => !known.has(name));
  if (other !== undefined) {
    throw new Error(
      `${label} has "${other.slice(0, 50)}" in an entry, which takes key, value, timestamp and step.`,
    );
  }
  const { timestamp, step } = entry;
  return [
    {
      key,
      value: numberOf(label, { key, value: pair.value }),
      ...(!isBlank(timestamp) && {
        timestamp: readTimestamp(timestamp, `${label}: the timestamp of "${key.slice(0, 50)}"`),
      }),
      ...(!isBlank(step) && { step: stepOf(label, key, step) }),
    },
  ];
};

/** Reads metrics: a list of `{key, value, timestamp, step}`, the last two optional, or an object of numbers. */
export const readMetrics: Reader<GivenMetric[]> = (value, label) => {
  const given = readJson(value, label);
  const entries = isJsonObject(given) ? readKeyValues(given, label) : given;
  if (Array.isArray(entries)) return entries.flatMap((entry) => readMetric(entry, label));
  throw new Error(`${label} must be a list of keys and values.`);
};
