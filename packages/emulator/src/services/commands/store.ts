/** Execution contexts and their commands. */

import type { StatementRunner } from "databricks-sql-engine";
import { legacyError } from "../../apiError";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import type { CompleteSeed } from "../../seed/seed";
import type { ClusterStore } from "../clusters/store";
import type { CommandStatus, ContextStatus, CreatedId, Language } from "./command";
import { ExecutionContext } from "./executionContext";

/**
 * How many contexts a cluster may have, and after how long without a command, ms of workspace time, one of them
 * is given up for a new one.
 * https://docs.databricks.com/aws/en/notebooks/execution-context
 */
export const CONTEXTS_PER_CLUSTER = 145;
export const CONTEXT_IDLE_MS = 24 * 60 * 60 * 1000;

/** Where a context is. */
export interface ContextIds {
  clusterId: string;
  contextId: string;
}

/** Where a command is. */
export interface CommandIds extends ContextIds {
  commandId: string;
}

/** The states in which a cluster takes contexts and commands. */
const READY = new Set(["RUNNING", "RESIZING"]);

export class CommandStore {
  readonly #contexts = new Map<string, ExecutionContext>();
  /** Contexts that are ending: their processes may still be there. */
  readonly #ending = new Set<Promise<void>>();

  /** @param sql starts the SQL engine, or gives the one that has been started */
  constructor(
    private readonly clock: WorkspaceClock,
    private readonly ids: Ids,
    private readonly clusters: Pick<ClusterStore, "find" | "onContextsLost">,
    private readonly sql: () => Promise<StatementRunner>,
    seed: Pick<CompleteSeed, "user" | "contexts">,
  ) {
    for (const { id, cluster_id, commands } of seed.contexts) {
      const context = this.#newContext(id, cluster_id, seed.user.userName);
      for (const command of commands) context.restore(command);
      this.#contexts.set(id, context);
    }
    clusters.onContextsLost((clusterId) => {
      for (const context of this.#of(clusterId)) this.#end(context);
    });
  }

  /** Makes a context of a user, Pending until its interpreter has come up. Throws HttpError where the cluster has no room. */
  create(clusterId: string, language: Language, userName: string): CreatedId {
    this.#readyCluster(clusterId);
    this.#makeRoom(clusterId);
    const context = this.#newContext(this.ids.digits(19), clusterId, userName);
    this.#contexts.set(context.id, context);
    context.start(language);
    return { id: context.id };
  }

  /** Throws HttpError 404 where there is no such cluster or context. */
  status(key: ContextIds): ContextStatus {
    const { id, status } = this.#get(key);
    return { id, status };
  }

  /** Ends a context and what runs in it. Throws as `status` does. */
  destroy(key: ContextIds): void {
    this.#end(this.#get(key));
  }

  /** Puts a command at the end of the context's queue. Throws HttpError where the context takes none. */
  execute(key: ContextIds, language: Language, code: string): CreatedId {
    this.#readyCluster(key.clusterId);
    const context = this.#get(key);
    if (context.status === "Error") {
      throw legacyError(500, `ContextNotRunningException: Context ${context.id} is in state Error`);
    }
    const id = this.ids.hex(32);
    context.execute(id, language, code);
    return { id };
  }

  /** Throws HttpError 404 where there is no such cluster, context or command. */
  command(key: CommandIds): CommandStatus {
    const found = this.#get(key).command(key.commandId);
    if (!found) throw legacyError(404, `CommandNotFoundException: Command not found: ${key.commandId}`);
    return found;
  }

  /** Cancels a command; one that has ended stays as it is. Throws as `command` does. */
  cancel(key: CommandIds): void {
    this.command(key);
    this.#get(key).cancel(key.commandId);
  }

  /** Ends every context. */
  async close(): Promise<void> {
    for (const context of [...this.#contexts.values()]) this.#end(context);
    await Promise.all(this.#ending);
  }

  #newContext(id: string, clusterId: string, userName: string): ExecutionContext {
    return new ExecutionContext(this.clock, this.sql, userName, id, clusterId);
  }

  #of(clusterId: string): ExecutionContext[] {
    return [...this.#contexts.values()].filter((context) => context.clusterId === clusterId);
  }

  #end(context: ExecutionContext): void {
    this.#contexts.delete(context.id);
    const ending = context.close().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  /** Beyond its limit a cluster gives up the context that has been idle for longest, if for long enough. */
  #makeRoom(clusterId: string): void {
    const contexts = this.#of(clusterId);
    if (contexts.length < CONTEXTS_PER_CLUSTER) return;
    const before = this.clock.now() - CONTEXT_IDLE_MS;
    const [idle] = contexts
      .filter((context) => !context.busy && context.usedAt <= before)
      .sort((one, other) => one.usedAt - other.usedAt);
    if (!idle) {
      const limit = `the limit of ${CONTEXTS_PER_CLUSTER} execution contexts`;
      throw legacyError(500, `ContextLimitExceededException: Cluster ${clusterId} has reached ${limit}`);
    }
    this.#end(idle);
  }

  #knownCluster(clusterId: string): { state: string } {
    const found = this.clusters.find(clusterId);
    // The form that Databricks publishes; its status is not published.
    if (!found) throw legacyError(404, `ClusterNotFoundException: Cluster not found: ${clusterId}`);
    return found;
  }

  #readyCluster(clusterId: string): void {
    const { state } = this.#knownCluster(clusterId);
    if (READY.has(state)) return;
    throw legacyError(
      500,
      `ClusterNotReadyException: Cluster ${clusterId} is not ready: its state is ${state}`,
    );
  }

  #get({ clusterId, contextId }: ContextIds): ExecutionContext {
    this.#knownCluster(clusterId);
    const found = this.#contexts.get(contextId);
    if (found?.clusterId === clusterId) return found;
    throw legacyError(404, `ContextNotFoundException: Context not found: ${contextId}`);
  }
}
