import type {
  Experiment as DescribedExperiment,
  Metric as DescribedMetric,
  RunInfo as DescribedRunInfo,
  MlRun,
  RunData,
} from "../../contract/wireTypes";

/** A tag of an experiment or a run. */
export interface MlflowTag {
  key: string;
  value: string;
}

/** A parameter of a run. */
export type MlflowParam = MlflowTag;

/** One value of a metric. */
export interface MlflowMetric extends DescribedMetric {
  key: string;
  value: number;
  /** ms since the epoch. */
  timestamp: number;
  step: number;
}

export interface MlflowExperiment extends DescribedExperiment {
  experiment_id: string;
  name: string;
}

/** What is known of a run beside what was logged. */
export interface MlflowRunInfo extends DescribedRunInfo {
  run_id: string;
}

/** One run: the latest value of each metric, every parameter, every tag. Absent lists are empty. */
export interface MlflowRun extends MlRun {
  info: MlflowRunInfo;
  data?: RunData & { metrics?: MlflowMetric[]; params?: MlflowParam[]; tags?: MlflowTag[] };
}
