/** Metrics as they go over the wire: JSON has no number for some values, which then have their names. */
import type { Metric, Run } from "./tracking";

/** A metric whose value may be `NaN`, `Infinity` or `-Infinity`. */
interface WireMetric extends Omit<Metric, "value"> {
  value: number | string;
}

export const metricOnWire = (metric: Metric): WireMetric => ({
  ...metric,
  value: Number.isFinite(metric.value) ? metric.value : String(metric.value),
});

/** A run with its metrics as they go over the wire. */
export const mlflowRunOnWire = ({ data, ...run }: Run) => ({
  ...run,
  ...(data && { data: { ...data, ...(data.metrics && { metrics: data.metrics.map(metricOnWire) }) } }),
});
