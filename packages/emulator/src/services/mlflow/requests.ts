/** Reads requests to MLflow, with its own error messages. */

import { fieldsOf, invalidParameter, optionalText, requiredText } from "../../control/requests";
import type { LoggedBatch } from "./storedRun";
import type { MlflowMetric, MlflowParam, MlflowTag } from "./tracking";

/** What a run's status can be set to. */
const runStatuses = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"] as const;

/** Which runs a search looks at. */
const viewTypes = ["ACTIVE_ONLY", "DELETED_ONLY", "ALL"] as const;

const objects = (given: unknown, name: string): unknown[] => {
  const value = fieldsOf(given)[name] ?? [];
  if (Array.isArray(value)) return value;
  throw invalidParameter(`Invalid value for parameter '${name}': it is not a list`);
};

/** A text, where there is one: MLflow's own client sends empty text for none. */
export const nonEmptyText = (given: unknown, name: string): string | undefined =>
  fieldsOf(given)[name] === "" ? undefined : optionalText(given, name);

/** The texts of a list, which may be absent. */
export const textsOf = (given: unknown, name: string): string[] =>
  objects(given, name).map((value) => {
    if (typeof value === "string") return value;
    throw invalidParameter(`Invalid value for parameter '${name}': it holds something else than text`);
  });

/** A whole number, where there is one. */
export function optionalNumber(given: unknown, name: string): number | undefined {
  const value = fieldsOf(given)[name];
  if (value === undefined || value === null) return undefined;
  if (Number.isSafeInteger(Number(value)) && value !== "") return Number(value);
  throw invalidParameter(`Invalid value ${JSON.stringify(value)} for parameter '${name}' supplied.`);
}

const pair = (given: unknown): MlflowTag | MlflowParam => ({
  key: requiredText(given, "key"),
  value: String(fieldsOf(given).value ?? ""),
});

/** The tags of a request. */
export const tagsOf = (given: unknown): MlflowTag[] => objects(given, "tags").map(pair);

/** A metric as a request gives it. */
export function metricOf(given: unknown): MlflowMetric {
  const key = requiredText(given, "key");
  const { value: sent } = fieldsOf(given);
  // A whole number beyond 2^53 comes as its digits, and what JSON has no number for as its name.
  const value = typeof sent === "number" || typeof sent === "string" ? Number(sent) : Number.NaN;
  if ((Number.isNaN(value) && sent !== "NaN") || sent === "") {
    throw invalidParameter(`Got invalid value ${JSON.stringify(sent)} for metric '${key}'.`);
  }
  const timestamp = optionalNumber(given, "timestamp");
  if (timestamp === undefined) throw invalidParameter(`Metric '${key}' has no timestamp.`);
  return { key, value, timestamp, step: optionalNumber(given, "step") ?? 0 };
}

/** A parameter as a request gives it. */
export const paramOf = (given: unknown): MlflowParam => pair(given);

/** What a batch holds. */
export const loggedBatchOf = (given: unknown): LoggedBatch => ({
  metrics: objects(given, "metrics").map(metricOf),
  params: objects(given, "params").map(pair),
  tags: tagsOf(given),
});

function oneOf<T extends string>(given: unknown, name: string, known: readonly T[]): T | undefined {
  const value = fieldsOf(given)[name];
  if (value === undefined) return undefined;
  const found = known.find((one) => one === value);
  if (found === undefined)
    throw invalidParameter(`Invalid value ${JSON.stringify(value)} for parameter '${name}' supplied.`);
  return found;
}

/** The status of a run, where there is one. */
export const statusOf = (given: unknown) => oneOf(given, "status", runStatuses);

/** Takes a lifecycle stage and says whether the view that is asked for shows it. */
export function viewOf(given: unknown, name: string): (stage: string | undefined) => boolean {
  const view = oneOf(given, name, viewTypes) ?? "ACTIVE_ONLY";
  return (stage) => view === "ALL" || (stage === "active") === (view === "ACTIVE_ONLY");
}
