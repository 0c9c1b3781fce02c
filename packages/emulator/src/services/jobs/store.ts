/** Jobs and their settings. */

import type { HttpError } from "../../apiError";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { invalidParameter } from "../../control/requests";
import type { ClusterOffers } from "../clusters/clusterSpec";
import { changedSettings } from "./changes";
import type { JobResource } from "./job";
import { checkNotifications, type KnownDestinations } from "./notifications";
import { checkSettings, type KnownPrincipals } from "./settingChecks";
import { completeJobSettings, type JobSettings, runAsOf } from "./settings";

/** A job as the workspace keeps it. */
export interface StoredJob {
  job_id: number;
  creator_user_name: string;
  run_as_user_name: string;
  /** ms of workspace time. */
  created_time: number;
  settings: JobSettings;
}

const missing = (id: number): HttpError => invalidParameter(`Job ${id} does not exist.`);

export class JobStore {
  readonly #jobs = new Map<number, StoredJob>();

  /** @param ids gives the ids of jobs, and of runs, too: no two of them are the same */
  constructor(
    private readonly clock: WorkspaceClock,
    private readonly ids: Ids,
    private readonly clusters: ClusterOffers,
    private readonly destinations: KnownDestinations,
    private readonly principals: KnownPrincipals,
    jobs: JobResource[],
  ) {
    this.put(jobs);
  }

  /** Adds jobs as they are given, or replaces those of the same id. */
  put(given: JobResource[], replaceAll = false): void {
    if (replaceAll) this.#jobs.clear();
    for (const each of given) {
      const { creator_user_name: creator = "", run_as_user_name: runAs = creator } = each;
      const id = Number(each.job_id);
      this.#jobs.set(id, {
        job_id: id,
        creator_user_name: creator,
        run_as_user_name: runAs,
        created_time: each.created_time ?? this.clock.now(),
        settings: completeJobSettings(each.settings),
      });
    }
  }

  /** Every job, the newest first, or those of a name, whose case does not matter. */
  list(name?: string): StoredJob[] {
    const wanted = name?.toLowerCase();
    return [...this.#jobs.values()]
      .reverse()
      .filter(({ settings }) => wanted === undefined || settings.name?.toLowerCase() === wanted)
      .sort((one, other) => other.created_time - one.created_time);
  }

  /** The job, if there is one. */
  find(id: number): StoredJob | undefined {
    return this.#jobs.get(id);
  }

  /** The job, with whom it runs as. @throws HttpError 400 INVALID_PARAMETER_VALUE where the id is unknown */
  get(id: number): StoredJob {
    const found = this.#stored(id);
    return { ...found, run_as_user_name: runAsOf(found.settings) ?? found.run_as_user_name };
  }

  /** Makes a job and gives its id. @throws HttpError 400 for wrong settings */
  create(body: Record<string, unknown>, creator: string): number {
    const { access_control_list: _permissions, ...settings } = body;
    const id = this.ids.job();
    this.#jobs.set(id, {
      job_id: id,
      creator_user_name: creator,
      run_as_user_name: creator,
      created_time: this.clock.now(),
      settings: this.#checked(settings),
    });
    return id;
  }

  /** Changes some settings of a job. Throws as `get` and `create` do, and for what cannot be removed. */
  update(id: number, settings: unknown, remove: unknown): void {
    const found = this.#stored(id);
    found.settings = this.#checked(changedSettings(found.settings, settings, remove));
  }

  /** Replaces the settings of a job; whom it runs as stays where they do not say. Throws as `create` does. */
  reset(id: number, settings: unknown): void {
    const found = this.#stored(id);
    const { run_as } = found.settings;
    found.settings = { ...(run_as && { run_as }), ...this.#checked(settings) };
  }

  /** Deletes a job; its runs stay. Throws as `get` does. */
  delete(id: number): void {
    this.#stored(id);
    this.#jobs.delete(id);
  }

  #stored(id: number): StoredJob {
    const found = this.#jobs.get(id);
    if (!found) throw missing(id);
    return found;
  }

  #checked(given: unknown): JobSettings {
    const settings = completeJobSettings(given);
    checkSettings(settings, { clusters: this.clusters, jobs: this, principals: this.principals });
    checkNotifications(settings, this.destinations);
    return settings;
  }
}
