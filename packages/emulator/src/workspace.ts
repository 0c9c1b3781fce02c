/** One Databricks workspace: its clock, its identities and the state of its services. */

import { openSqlEngine, type SqlEngine } from "databricks-sql-engine";
import type { Addresses } from "./control/addresses";
import { type ClockMode, WorkspaceClock } from "./control/clock";
import type { Credentials } from "./control/credentials";
import { Faults } from "./control/faults";
import { Ids } from "./control/ids";
import { defaultPagination, type PaginationSettings } from "./control/pagination";
import { RequestLog } from "./control/requestLog";
import { ClusterStore } from "./services/clusters/store";
import { CommandStore } from "./services/commands/store";
import { GrantStore } from "./services/grants/store";
import { IdentityStore } from "./services/identity/store";
import { RunStore } from "./services/jobs/runs";
import { JobStore } from "./services/jobs/store";
import { MlflowStore } from "./services/mlflow/store";
import { Deliveries } from "./services/notificationDestinations/deliveries";
import { NotificationDestinationStore } from "./services/notificationDestinations/store";
import { ObjectStore } from "./services/objects/store";
import { RegisteredModelStore } from "./services/registeredModels/store";
import { ServingStore } from "./services/serving/store";
import { StatementStore } from "./services/statements/store";
import { UnityCatalogStore } from "./services/unityCatalog/store";
import { VolumeStore } from "./services/unityCatalog/volumeStore";
import { WarehouseStore } from "./services/warehouses/store";

export interface WorkspaceOptions {
  clock?: ClockMode;
  /** Workspace time at the start, ms since the epoch; the wall's time where left out. */
  startAt?: number;
  /** Seed of the ids. */
  seed?: number;
  /** Whether its host serves all workspaces of an account. */
  accountHost?: boolean;
}

export class Workspace {
  readonly clock: WorkspaceClock;
  readonly ids: Ids;
  readonly requestLog = new RequestLog();
  readonly faults = new Faults();
  readonly grants = new GrantStore();
  readonly identity: IdentityStore;
  readonly warehouses: WarehouseStore;
  readonly clusters: ClusterStore;
  readonly statements: StatementStore;
  readonly commands: CommandStore;
  readonly registeredModels = new RegisteredModelStore();
  readonly serving: ServingStore;
  readonly mlflow: MlflowStore;
  readonly unityCatalog: UnityCatalogStore;
  readonly volumes: VolumeStore;
  /** How the lists of models, runs and Unity Catalog are cut into pages. */
  pagination: PaginationSettings = defaultPagination;
  readonly objects: ObjectStore;
  readonly notificationDestinations: NotificationDestinationStore;
  readonly deliveries: Deliveries;
  readonly jobs: JobStore;
  readonly runs: RunStore;
  #engine: Promise<SqlEngine> | undefined;

  constructor(
    readonly credentials: Credentials,
    readonly addresses: Addresses,
    readonly options: WorkspaceOptions = {},
  ) {
    const { seed = 1 } = options;
    const { organizationId } = credentials;
    const clock = new WorkspaceClock(options.clock, options.startAt);
    const ids = new Ids(seed);
    const jobIds = new Ids(seed, "jobs");
    const sql = () => this.sql();
    this.clock = clock;
    this.ids = ids;
    this.identity = new IdentityStore(clock, credentials, addresses, seed);
    this.warehouses = new WarehouseStore(clock, ids);
    this.clusters = new ClusterStore(clock, ids);
    this.statements = new StatementStore({ clock, ids, warehouses: this.warehouses, sql });
    this.commands = new CommandStore(clock, ids, this.clusters, sql);
    this.serving = new ServingStore(clock, new Ids(seed, "serving"), this.registeredModels, sql);
    this.mlflow = new MlflowStore(clock, new Ids(seed, "mlflow"));
    this.unityCatalog = new UnityCatalogStore(sql, organizationId);
    this.volumes = new VolumeStore(this.unityCatalog);
    this.objects = new ObjectStore(clock, new Ids(seed, "objects"));
    this.notificationDestinations = new NotificationDestinationStore(
      new Ids(seed, "notification destinations"),
    );
    this.deliveries = new Deliveries(clock);
    this.jobs = new JobStore(clock, jobIds, this.clusters, this.notificationDestinations);
    this.runs = new RunStore(
      {
        clock,
        ids,
        jobIds,
        addresses,
        organizationId,
        grants: this.grants,
        clusters: this.clusters,
        warehouses: this.warehouses,
        objects: this.objects,
        notificationDestinations: this.notificationDestinations,
        deliveries: this.deliveries,
        sql,
      },
      this.jobs,
    );
  }

  /** Base address of this workspace's results in cloud storage; what follows it is the service's own path. */
  get storageUrl(): string {
    return `${this.addresses.storageUrl}/${this.credentials.storageId}`;
  }

  /** The SQL engine, started when it is first asked for. */
  sql(): Promise<SqlEngine> {
    this.#engine ??= openSqlEngine(
      () => this.clock.now(),
      (path, privilege) => this.grants.missingInSql(path, privilege),
    );
    return this.#engine;
  }

  /** Ends everything that goes on in the workspace. */
  async close(): Promise<void> {
    this.clock.close();
    try {
      await Promise.all([
        this.statements.close(),
        this.commands.close(),
        this.serving.close(),
        this.runs.close(),
        this.deliveries.close(),
      ]);
    } finally {
      // An engine that did not start has told so whoever asked for it, and leaves nothing to close.
      const engine = await this.#engine?.catch(() => undefined);
      await engine?.close();
    }
  }
}
