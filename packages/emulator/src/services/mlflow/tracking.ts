import type {
  Experiment as DescribedExperiment,
  Metric as DescribedMetric,
  RunInfo as DescribedRunInfo,
  MlRun,
  RunData,
} from "../../contract/wireTypes";

/** A tag of an experiment or a run. */
export interface Tag {
  key: string;
  value: string;
}

/** A parameter of a run. */
export type Param = Tag;

/** One value of a metric. */
export interface Metric extends DescribedMetric {
  key: string;
  value: number;
  /** ms since the epoch. */
  timestamp: number;
  step: number;
}

export interface Experiment extends DescribedExperiment {
  experiment_id: string;
  name: string;
}

/** What is known of a run beside what was logged. */
export interface RunInfo extends DescribedRunInfo {
  run_id: string;
}

/** One run: the latest value of each metric, every parameter, every tag. Absent lists are empty. */
export interface Run extends MlRun {
  info: RunInfo;
  data?: RunData & { metrics?: Metric[]; params?: Param[]; tags?: Tag[] };
}
