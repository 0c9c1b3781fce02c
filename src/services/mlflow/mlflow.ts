/**
 * MLflow tracking: experiments and their runs, API 2.0. The open-source MLflow server has the same paths and fields.
 * https://docs.databricks.com/api/workspace/experiments
 */

import { lenientSchema, nonBlankSchema, objectSchema } from "../../http/schema";

/** A tag of an experiment or a run. */
export interface Tag {
  key: string;
  value: string;
}

/** One value of a metric; a metric has a history of them. */
export interface Metric {
  key: string;
  value: number;
  /** When it was measured, ms since the epoch. */
  timestamp: number;
  step: number;
}

/** A parameter of a run; its value never changes. */
export interface Param {
  key: string;
  value: string;
}

/** One experiment. */
export interface Experiment {
  experiment_id: string;
  name: string;
  artifact_location?: string;
  lifecycle_stage?: "active" | "deleted" | (string & {});
  creation_time?: number;
  last_update_time?: number;
  tags?: Tag[];
}

/** The values of a run's status. */
const mlflowRunStatuses = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"] as const;

type MlflowRunStatus = (typeof mlflowRunStatuses)[number];

/** The statuses of runs that have ended. */
export const doneStatuses: ReadonlySet<MlflowRunStatus> = new Set(["FINISHED", "FAILED", "KILLED"] as const);

/** The details of a run besides the logged data. */
export interface MlflowRunInfo {
  run_id: string;
  run_uuid?: string;
  run_name?: string;
  experiment_id?: string;
  user_id?: string;
  status?: MlflowRunStatus | (string & {});
  start_time?: number;
  end_time?: number;
  artifact_uri?: string;
  lifecycle_stage?: "active" | "deleted" | (string & {});
}

/** One run: the latest value of each metric, every parameter, every tag. Absent arrays are empty. */
export interface MlflowRun {
  info: MlflowRunInfo;
  data?: { metrics?: Metric[]; params?: Param[]; tags?: Tag[] };
}

/** A run in a response. */
export const mlflowRunSchema = objectSchema<Partial<MlflowRun>>({});

/** The responses with a run, with a run's details, and with an experiment. */
export const heldRunSchema = objectSchema<{ run: Partial<MlflowRun> }>({
  run: mlflowRunSchema,
});
export const heldRunInfoSchema = objectSchema<{ run_info: Partial<MlflowRunInfo> }>({
  run_info: objectSchema<Partial<MlflowRunInfo>>({}),
});
export const heldExperimentSchema = objectSchema<{ experiment: Partial<Experiment> }>({
  experiment: objectSchema<Partial<Experiment>>({}),
});

/** The response to the creation of an experiment. */
export const createdExperimentSchema = objectSchema<{ experiment_id: string }>({
  experiment_id: nonBlankSchema,
});

/** An experiment as a choice. */
export const experimentChoiceSchema = objectSchema<Pick<Experiment, "experiment_id"> & Partial<Experiment>>({
  experiment_id: nonBlankSchema,
  name: lenientSchema(nonBlankSchema),
});

/** The search for every experiment that is not deleted, in the largest pages there are. */
export const experimentSearch = { view_type: "ACTIVE_ONLY", max_results: 3000 } as const;

/** The limits of one request, besides a megabyte in total. */
export const batchLimits = { metrics: 1000, params: 100, tags: 100, all: 1000, bytes: 1_000_000 };

/** The maximum length of a key of a metric, a parameter or a tag, in characters. */
export const maxKeyLength = 250;

/** The requested page size of a search. */
export const mlflowRunPageSize = 1000;
