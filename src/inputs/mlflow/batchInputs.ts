/** Inputs of Log Batch. */

import { input } from "@prismatic-io/spectral";
import { withDefault } from "../clean";
import { optionalTime } from "../time";
import { labels, pairs, readMetrics } from "./batchEntries";

const metrics = input({
  label: labels.metrics,
  type: "string",
  collection: "keyvaluelist",
  required: false,
  placeholder: "rmse",
  example: '[{"key": "rmse", "value": 11.25, "step": 1}, {"key": "mae", "value": 8.5}]',
  comments:
    "Names and numbers to log: keys and values, a JSON object, or a JSON array of objects with key, value and, where wanted, step and timestamp.",
  clean: readMetrics,
});

const parameters = input({
  label: labels.parameters,
  type: "string",
  collection: "keyvaluelist",
  required: false,
  placeholder: "window",
  example: '{"window": "28 days"}',
  comments:
    "Parameters to log: keys and values, or a JSON object. A parameter that the run has keeps its value for good: another one is refused.",
  clean: pairs(labels.parameters),
});

export const tags = input({
  label: labels.tags,
  type: "string",
  collection: "keyvaluelist",
  required: false,
  placeholder: "team",
  example: '{"team": "analytics"}',
  comments: "Tags to set: keys and values, or a JSON object.",
  clean: pairs(labels.tags),
});

const step = input({
  label: "Step",
  type: "string",
  required: false,
  placeholder: "0",
  example: "0",
  comments: "The step of the metrics that have none of their own. Left empty, 0.",
  clean: withDefault((value: unknown): number => {
    const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
    const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(number)) throw new Error("Step must be a whole number.");
    return number;
  }, 0),
});

const timestamp = input({
  label: "Timestamp",
  type: "string",
  required: false,
  placeholder: "2025-11-18T12:00:00Z",
  example: "2025-11-18T12:00:00Z",
  comments:
    "When the metrics that have no time of their own were measured: ISO 8601 with a zone, or milliseconds since 1970. Left empty, now.",
  clean: optionalTime("Timestamp"),
});

/** What is logged and when, in order. */
export const batchInputs = { metrics, parameters, tags, step, timestamp };
