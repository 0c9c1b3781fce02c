/** Metrics in the format of the API: values for which JSON has no number are written as names. */
import type { MlflowMetric, MlflowRun } from "./tracking";

/** A metric whose value may be `NaN`, `Infinity` or `-Infinity`. */
interface WireMetric extends Omit<MlflowMetric, "value"> {
  value: number | string;
}

/** A metric as it goes over the wire. */
export const metricOnWire = (metric: MlflowMetric): WireMetric => ({
  ...metric,
  value: Number.isFinite(metric.value) ? metric.value : String(metric.value),
});

/** A run with its metrics as they go over the wire. */
export const mlflowRunOnWire = ({ data, ...run }: MlflowRun) => ({
  ...run,
  ...(data && { data: { ...data, ...(data.metrics && { metrics: data.metrics.map(metricOnWire) }) } }),
});
