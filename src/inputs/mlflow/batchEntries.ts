/** Metrics, parameters and tags as a builder gives them: checked before anything is sent. */
import { isLosslessNumber, isNumber } from "lossless-json";
import { type ExactNumber, exactNumber, isJsonObject } from "../../http/json";
import type { LoggedMetric } from "../../services/mlflow/batches";
import { maxKeyLength, type Tag } from "../../services/mlflow/mlflow";
import { isBlank, type KeyValue, keyValues } from "../clean";
import { optionalJson } from "../json";
import { optionalTime } from "../time";

/** What the inputs are called. */
export const labels = { metrics: "Metrics", parameters: "Parameters", tags: "Tags" };

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
  throw new Error(`${label} must have texts or numbers as values: that of "${key.slice(0, 50)}" is none.`);
};

/**
 * Makes a check for keys with values that are text in the end. A key may come twice with the same value only.
 * @param label the input's label
 */
export const pairs =
  (label: string) =>
  (value: unknown): Tag[] => {
    const found = new Map<string, string>();
    for (const pair of keyValues(label)(value)) {
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

const numberOf = (key: string, value: unknown): ExactNumber => {
  if (isLosslessNumber(value) && Number.isFinite(Number(value.value))) return value;
  const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
  const number = decimal.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(number)) return isNumber(text) ? exactNumber(text) : number;
  throw new Error(
    `${labels.metrics} must have finite numbers as values: that of "${key.slice(0, 50)}" is none.`,
  );
};

const stepOf = (key: string, value: unknown): number | undefined => {
  if (isBlank(value)) return undefined;
  const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  throw new Error(
    `${labels.metrics} must have whole numbers as steps: that of "${key.slice(0, 50)}" is none.`,
  );
};

/** A metric as it was given: its time and step may be left to the step's own inputs. */
export type GivenMetric = Pick<LoggedMetric, "key" | "value"> & Partial<LoggedMetric>;

const known: ReadonlySet<string> = new Set(["key", "value", "timestamp", "step"]);

/** A metric of a list, which may say when and at which step it was measured; undefined for an empty entry. */
const readMetric = (entry: unknown): GivenMetric[] => {
  const [pair] = keyValues(labels.metrics)([entry]);
  if (!pair || !isJsonObject(entry)) return [];
  const key = checkKey(labels.metrics, pair.key);
  const other = Object.keys(entry).find((name) => !known.has(name));
  if (other !== undefined) {
    throw new Error(
      `${labels.metrics} has "${other.slice(0, 50)}" in an entry, which takes key, value, timestamp and step.`,
    );
  }
  const timestamp = optionalTime(`${labels.metrics}: the timestamp of "${key.slice(0, 50)}"`)(
    entry.timestamp,
  );
  const step = stepOf(key, entry.step);
  return [
    {
      key,
      value: numberOf(key, pair.value),
      ...(timestamp !== undefined && { timestamp }),
      ...(step !== undefined && { step }),
    },
  ];
};

/** Reads metrics: a list of `{key, value, timestamp, step}`, the last two optional, or an object of numbers. */
export const readMetrics = (value: unknown): GivenMetric[] => {
  const given = optionalJson(labels.metrics)(value);
  if (given === undefined) return [];
  if (isJsonObject(given)) return keyValues(labels.metrics)(given).flatMap(readMetric);
  if (Array.isArray(given)) return given.flatMap(readMetric);
  throw new Error(`${labels.metrics} must be a list of keys and values.`);
};
