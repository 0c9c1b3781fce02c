/** One run and all that was logged with it. */

import { invalidParameter } from "../../control/requests";
import type { MlflowMetric, MlflowParam, MlflowRun, MlflowRunInfo, MlflowTag } from "./tracking";

/** What is logged at once. */
export interface LoggedBatch {
  metrics: MlflowMetric[];
  params: MlflowParam[];
  tags: MlflowTag[];
}

/** What one request may log at most, beside a megabyte in all. */
const batchLimits = { metrics: 1000, params: 100, tags: 100, all: 1000 };

/** The longest key of a metric, a parameter or a tag, in characters. */
const MAX_KEY_LENGTH = 250;

/** The longest value of a parameter, and of a tag, in bytes. */
const MAX_PARAM_LENGTH = 500;
const MAX_TAG_LENGTH = 64 * 1024;

const latest = (one: MlflowMetric, other: MlflowMetric): MlflowMetric => {
  const order = other.step - one.step || other.timestamp - one.timestamp || other.value - one.value;
  return order >= 0 ? other : one;
};

const listOf = <T>(items: Iterable<T>): T[] | undefined => {
  const list = [...items];
  return list.length > 0 ? list : undefined;
};

export class StoredRun {
  info: MlflowRunInfo;
  readonly #history = new Map<string, MlflowMetric[]>();
  readonly #params = new Map<string, MlflowParam>();
  readonly #tags = new Map<string, MlflowTag>();

  constructor({ info, data = {} }: MlflowRun) {
    this.info = { ...info };
    this.#add({ metrics: data.metrics ?? [], params: data.params ?? [], tags: data.tags ?? [] });
  }

  /** The run as it is now: the latest value of each metric. Lists without items are left out. */
  run(): MlflowRun {
    const metrics = [...this.#history.values()].map((values) => values.reduce(latest));
    const data = {
      metrics: listOf(metrics),
      params: listOf(this.#params.values()),
      tags: listOf(this.#tags.values()),
    };
    return {
      info: { ...this.info },
      data: Object.fromEntries(Object.entries(data).filter(([, list]) => list)),
    };
  }

  /** Every value of a metric, in the order in which they came. */
  history(key: string): MlflowMetric[] {
    return [...(this.#history.get(key) ?? [])];
  }

  /**
   * Logs a batch: whole or, where it is refused, not at all.
   * @throws HttpError 400 INVALID_PARAMETER_VALUE beyond a limit, for a parameter that has another value, or where the
   * run is deleted
   */
  log(batch: LoggedBatch): void {
    this.#mustBeActive();
    checkLimits(batch);
    const given = new Map(this.#params);
    for (const { key, value } of batch.params) {
      const known = given.get(key)?.value ?? value;
      if (known !== value) {
        throw invalidParameter(
          `Changing param values is not allowed. Param with key='${key}' was already logged with value='${known}' for run ID='${this.info.run_id}'. Attempted logging new value '${value}'.`,
        );
      }
      given.set(key, { key, value });
    }
    this.#add(batch);
  }

  /** Changes what is known of the run. Throws as `log` does. */
  update({ status, end_time, run_name }: Partial<MlflowRunInfo>): void {
    this.#mustBeActive();
    Object.assign(
      this.info,
      status !== undefined && { status },
      end_time !== undefined && { end_time },
      run_name !== undefined && { run_name },
    );
    if (run_name !== undefined) this.#tags.set("mlflow.runName", { key: "mlflow.runName", value: run_name });
  }

  #add({ metrics, params, tags }: LoggedBatch): void {
    for (const metric of metrics) {
      this.#history.set(metric.key, [...(this.#history.get(metric.key) ?? []), { ...metric }]);
    }
    for (const param of params) this.#params.set(param.key, { ...param });
    for (const tag of tags) this.#tags.set(tag.key, { ...tag });
  }

  #mustBeActive(): void {
    if (this.info.lifecycle_stage === "active") return;
    throw invalidParameter(
      `The run ${this.info.run_id} must be in the 'active' state. Current state is ${this.info.lifecycle_stage}.`,
    );
  }
}

function checkLimits(batch: LoggedBatch): void {
  const total = batch.metrics.length + batch.params.length + batch.tags.length;
  if (total > batchLimits.all) {
    throw invalidParameter(
      `A batch logging request can contain at most ${batchLimits.all} metrics, params, and tags. Got ${total}.`,
    );
  }
  for (const kind of ["metrics", "params", "tags"] as const) {
    if (batch[kind].length > batchLimits[kind]) {
      throw invalidParameter(
        `A batch logging request can contain at most ${batchLimits[kind]} ${kind}. Got ${batch[kind].length}.`,
      );
    }
    const long = batch[kind].find(({ key }) => key.length > MAX_KEY_LENGTH);
    if (long)
      throw invalidParameter(
        `Key '${long.key.slice(0, 250)}' had length ${long.key.length}, which exceeded length limit of ${MAX_KEY_LENGTH}`,
      );
  }
  checkValues(batch.params, MAX_PARAM_LENGTH);
  checkValues(batch.tags, MAX_TAG_LENGTH);
}

function checkValues(items: (MlflowParam | MlflowTag)[], longest: number): void {
  const long = items.find(({ value }) => Buffer.byteLength(value) > longest);
  if (long)
    throw invalidParameter(`The value of '${long.key}' exceeded the length limit of ${longest} bytes`);
}
