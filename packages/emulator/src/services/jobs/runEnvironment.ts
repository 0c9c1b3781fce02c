/** What runs need from their workspace. */
import type { StatementRunner } from "databricks-sql-engine";
import type { Addresses } from "../../control/addresses";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import type { ClusterStore } from "../clusters/store";
import type { DashboardStore } from "../dashboards/store";
import type { GrantStore } from "../grants/store";
import type { Deliveries } from "../notificationDestinations/deliveries";
import type { NotificationDestinationStore } from "../notificationDestinations/store";
import type { ObjectStore } from "../objects/store";
import type { WarehouseStore } from "../warehouses/store";
import type { Progress } from "./progress";
import type { KnownPrincipals } from "./settingChecks";

/** What started a run, where that was no request. */
export interface Cause {
  trigger: string;
  trigger_info?: object;
}

/** A run that a task has started. */
export interface StartedRun {
  readonly runId: number;
  readonly progress: Progress;
  /** Resolves when the run has ended. */
  readonly ended: Promise<void>;
  /** Asks it to stop. @param as the `result_state` that it then has */
  stop(as: string): void;
}

/** The other runs of the workspace. */
export interface OtherRuns {
  /** Starts a run of a job. @throws HttpError 400 for an unknown job or wrong parameters */
  runNow(body: unknown, creator: string, cause: Cause): StartedRun;
  /** Is notified of each run that has ended. */
  ended(run: { jobId: number }): void;
}

export interface RunEnvironment {
  readonly clock: WorkspaceClock;
  readonly ids: Ids;
  /** Gives the ids of jobs, runs and repairs. */
  readonly jobIds: Ids;
  readonly addresses: Addresses;
  readonly organizationId: string;
  readonly directory: KnownPrincipals;
  readonly grants: GrantStore;
  readonly clusters: ClusterStore;
  readonly warehouses: WarehouseStore;
  readonly objects: ObjectStore;
  readonly dashboards: DashboardStore;
  readonly notificationDestinations: NotificationDestinationStore;
  readonly deliveries: Deliveries;
  readonly runs: OtherRuns;
  /** Starts the SQL engine, or gives the one that has been started. */
  readonly sql: () => Promise<StatementRunner>;
}
