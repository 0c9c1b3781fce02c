/** One Databricks workspace: its clock, its identities and the state of its services. */
import { WorkspaceClock, type ClockMode } from "./control/clock";
import { Ids } from "./control/ids";

export interface WorkspaceOptions {
  clock?: ClockMode;
  /** Workspace time at the start, ms since the epoch. */
  startAt?: number;
  /** Seed of the ids. */
  seed?: number;
}

export class Workspace {
  readonly clock: WorkspaceClock;
  readonly ids: Ids;

  constructor(readonly options: WorkspaceOptions = {}) {
    this.clock = new WorkspaceClock(options.clock, options.startAt);
    this.ids = new Ids(options.seed ?? 1);
  }

  async close(): Promise<void> {
    this.clock.close();
  }
}
