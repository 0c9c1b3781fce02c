import type { RunEnvironment } from "../runEnvironment";
import type { ClusterInstance } from "../taskRun";

/** What a task needs to know of the run that it is a part of. */
export interface RunContext {
  readonly environment: RunEnvironment;
  /** The name of the user or service principal that the run runs as. */
  readonly runAs: string;
  /** Clusters that several tasks share, by their keys. */
  readonly sharedClusters: Map<string, Promise<ClusterInstance>>;
  /** A task value that a task of the run has set. @throws Error where there is no such task */
  valueOf(key: string, name: string): string | undefined;
  /** An id for a cluster that is made for the run. */
  newCluster(): ClusterInstance;
  /** What the result of a statement is found by. */
  lookupKey(): string;
}
