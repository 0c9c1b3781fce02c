/** Inputs of Log Batch. */
import type { Batch } from "../../services/mlflow/batches";
import type { Tag } from "../../services/mlflow/mlflow";
import { asOptional, defineInput, refine, whenEmpty } from "../defineInput";
import { keyValuesInput } from "../keyValues";
import { timestampInput } from "../timestamp";
import { type GivenMetric, readMetrics, readPairs, readStep } from "./batchEntries";
import { mlflowTags } from "./mlflowInputs";

const metrics = whenEmpty(
  defineInput(
    {
      label: "Metrics",
      type: "string",
      collection: "keyvaluelist",
      comments:
        "The metrics to log: keys and values, a JSON object, or a JSON array of objects with key, value and, optionally, step and timestamp.",
      placeholder: "rmse",
      example: '[{"key": "rmse", "value": 11.25, "step": 1}, {"key": "mae", "value": 8.5}]',
    },
    readMetrics,
  ),
  [],
);

const parameters = refine(
  keyValuesInput({
    label: "Parameters",
    comments:
      "The parameters to log: keys and values, or a JSON object. The value of a logged parameter cannot be changed.",
    placeholder: "window",
    example: '{"window": "28 days"}',
  }),
  readPairs,
);

const step = whenEmpty(
  defineInput(
    {
      label: "Step",
      type: "string",
      comments: "The step of the metrics without a step. Defaults to 0.",
      example: "0",
    },
    readStep,
  ),
  0,
);

const timestamp = asOptional(
  timestampInput({
    label: "Timestamp",
    comments:
      "The time of the metrics without a timestamp: ISO 8601 with a time zone, or milliseconds since 1970. Defaults to the current time.",
    example: "2025-11-18T12:00:00Z",
  }),
);

/** The inputs of what to log and when, in order. */
export const batchInputs = { metrics, parameters, tags: mlflowTags, step, timestamp };

/** The values of the inputs of what to log. */
interface GivenBatch {
  metrics: GivenMetric[];
  parameters: Tag[];
  tags: Tag[];
  step: number;
  timestamp?: number;
}

/** What to log, each metric with its time and step. Throws an Error if there is nothing. */
export const batchOf = ({ metrics, parameters, tags, step, timestamp = Date.now() }: GivenBatch): Batch => {
  if (metrics.length + parameters.length + tags.length === 0) {
    throw new Error("Metrics is empty, and so are Parameters and Tags: there is nothing to log.");
  }
  return { metrics: metrics.map((metric) => ({ timestamp, step, ...metric })), params: parameters, tags };
};
