/** MLflow's experiments. */

import { apiError, doesNotExist } from "../../apiError";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { invalidParameter } from "../../control/requests";
import type { CompleteSeed } from "../../seed/seed";
import { parentOf } from "../objects/store";
import { StoredRun } from "./storedRun";
import type { MlflowExperiment, MlflowRun, MlflowTag } from "./tracking";

/** The workspace's files may be named with the folder that they are mounted in, which no name keeps. */
const withoutMount = (name: string): string => name.replace(/^\/Workspace(?=\/)/, "");

/** The path that a name stands for. @throws HttpError 400 for anything else */
function pathOf(name: string): string {
  const path = withoutMount(name);
  const parts = path.split("/").slice(1);
  if (path.startsWith("/") && parts.length > 0 && parts.every((part) => part.trim() !== "")) return path;
  throw invalidParameter(
    `Got an invalid experiment name '${name}'. An experiment name must be an absolute path within the Databricks workspace, e.g. '/Users/<some-username>/my-experiment'.`,
  );
}

/** What a new experiment is made from. */
interface NewExperiment {
  name: string;
  artifactLocation?: string;
  tags: MlflowTag[];
  owner: { id: string; userName: string };
}

/** What a new run is made from. */
interface NewRun {
  experimentId: string;
  name?: string;
  startTime?: number;
  tags: MlflowTag[];
  userName: string;
}

export class MlflowStore {
  readonly #experiments = new Map<string, MlflowExperiment>();
  readonly #runs = new Map<string, StoredRun>();

  constructor(
    private readonly clock: WorkspaceClock,
    private readonly ids: Ids,
    private readonly hasFolder: (path: string) => boolean,
    { experiments, experiment_runs }: Pick<CompleteSeed, "experiments" | "experiment_runs">,
  ) {
    for (const experiment of experiments) this.#experiments.set(experiment.experiment_id, { ...experiment });
    for (const run of experiment_runs) this.#runs.set(run.info.run_id, new StoredRun(run));
  }

  /**
   * Makes an experiment and gives its id.
   * @throws HttpError 400 where the name is taken, or no path of the workspace; 404 where there is no folder for it
   */
  createExperiment({ name: given, artifactLocation, tags, owner }: NewExperiment): string {
    const name = pathOf(given);
    if (!this.hasFolder(parentOf(name)))
      throw doesNotExist(`Parent directory ${parentOf(name)} does not exist.`);
    const known = [...this.#experiments.values()].find((experiment) => experiment.name === name);
    if (known) {
      const where =
        known.lifecycle_stage === "active"
          ? " already exists."
          : " already exists in deleted state. You can restore the experiment, or permanently delete it to create a new one.";
      throw apiError(400, "RESOURCE_ALREADY_EXISTS", `Experiment '${name}'${where}`);
    }
    const id = this.ids.digits(16);
    const now = this.clock.now();
    this.#experiments.set(id, {
      experiment_id: id,
      name,
      artifact_location: artifactLocation ?? `dbfs:/databricks/mlflow-tracking/${id}`,
      lifecycle_stage: "active",
      last_update_time: now,
      creation_time: now,
      tags: [
        ...tags,
        { key: "mlflow.experiment.sourceName", value: name },
        { key: "mlflow.ownerId", value: owner.id },
        { key: "mlflow.ownerEmail", value: owner.userName },
        { key: "mlflow.experimentType", value: "MLFLOW_EXPERIMENT" },
      ],
    });
    return id;
  }

  /** The experiments, the latest first. */
  experiments(): MlflowExperiment[] {
    return [...this.#experiments.values()].reverse();
  }

  /** An experiment. Throws HttpError 404 where there is none of that id. */
  experiment(id: string): MlflowExperiment {
    const found = this.#experiments.get(id);
    if (!found) throw doesNotExist(`Node ID ${id} does not exist.`);
    return found;
  }

  /** An experiment that is not deleted, by its name. Throws HttpError 404. */
  experimentByName(name: string): MlflowExperiment {
    const path = withoutMount(name);
    const found = this.experiments().find(
      (known) => known.name === path && known.lifecycle_stage === "active",
    );
    if (!found) throw doesNotExist(`Could not find experiment with name '${name}'`);
    return found;
  }

  /** Deletes an experiment, or brings it back. Throws as `experiment` does. */
  setStage(id: string, lifecycle_stage: "active" | "deleted"): void {
    const found = this.experiment(id);
    const last_update_time = this.clock.now();
    this.#experiments.set(id, { ...found, lifecycle_stage, last_update_time });
  }

  /** Begins a run. Throws as `experiment` does, and 400 where the experiment is deleted. */
  createRun({ experimentId, name, startTime, tags, userName }: NewRun): StoredRun {
    const { lifecycle_stage, artifact_location } = this.experiment(experimentId);
    if (lifecycle_stage !== "active") {
      throw invalidParameter(`The experiment ${experimentId} must be in the 'active' state.`);
    }
    const id = this.ids.hex(32);
    const named = tags.find(({ key }) => key === "mlflow.runName")?.value;
    const runName = name ?? named ?? `run-${this.ids.hex(6)}`;
    const made = new StoredRun({
      info: {
        run_id: id,
        run_uuid: id,
        run_name: runName,
        experiment_id: experimentId,
        user_id: userName,
        status: "RUNNING",
        start_time: startTime ?? this.clock.now(),
        artifact_uri: `${artifact_location}/${id}/artifacts`,
        lifecycle_stage: "active",
      },
      data: {
        tags: [
          ...tags.filter(({ key }) => key !== "mlflow.runName"),
          { key: "mlflow.runName", value: runName },
        ],
      },
    });
    this.#runs.set(id, made);
    return made;
  }

  /** A run. Throws HttpError 404 where there is none of that id. */
  run(id: string): StoredRun {
    const found = this.#runs.get(id);
    if (!found) throw doesNotExist(`Run '${id}' not found.`);
    return found;
  }

  /** The runs of some experiments. */
  runsOf(experimentIds: string[]): MlflowRun[] {
    return [...this.#runs.values()]
      .map((stored) => stored.run())
      .filter(({ info }) => experimentIds.includes(info.experiment_id ?? ""));
  }
}
