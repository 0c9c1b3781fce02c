/** One Databricks workspace: its clock, its identities and the state of its services. */

import type { AccessCheck } from "../../sql-engine/src/catalog/permission";
import type { SqlEngine } from "../../sql-engine/src/engine";
import { type ClockMode, WorkspaceClock } from "./control/clock";
import type { Credentials } from "./control/credentials";
import { Faults } from "./control/faults";
import { Ids } from "./control/ids";
import { type Listing, usualListing } from "./control/listing";
import { RequestLog } from "./control/requestLog";
import type { CompleteSeed } from "./seed/seed";
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
  /** What it holds when it is fresh. */
  seed: CompleteSeed;
  /** The same number gives the same IDs; 1 where left out. */
  idSeed?: number;
  /** Whether its host serves all workspaces of an account. */
  accountHost?: boolean;
}

/** Where the servers listen. */
export interface Addresses {
  readonly url: string;
  readonly storageUrl: string;
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
  readonly registeredModels: RegisteredModelStore;
  readonly serving: ServingStore;
  readonly mlflow: MlflowStore;
  readonly unityCatalog: UnityCatalogStore;
  readonly volumes: VolumeStore;
  /** How the lists of models, runs and Unity Catalog are cut into pages. */
  listing: Listing = usualListing;
  readonly objects: ObjectStore;
  readonly notificationDestinations: NotificationDestinationStore;
  readonly deliveries: Deliveries;
  readonly jobs: JobStore;
  readonly runs: RunStore;
  #engine: Promise<SqlEngine> | undefined;

  constructor(
    readonly credentials: Credentials,
    readonly addresses: Addresses,
    readonly options: WorkspaceOptions,
  ) {
    this.clock = new WorkspaceClock(options.clock, options.startAt);
    this.ids = new Ids(options.idSeed ?? 1);
    this.identity = new IdentityStore(this);
    this.warehouses = new WarehouseStore(this);
    this.clusters = new ClusterStore(this);
    this.statements = new StatementStore(this);
    this.commands = new CommandStore(this);
    this.registeredModels = new RegisteredModelStore(this);
    this.serving = new ServingStore(this);
    this.mlflow = new MlflowStore(this);
    this.unityCatalog = new UnityCatalogStore(this);
    this.volumes = new VolumeStore(this);
    this.objects = new ObjectStore(this);
    this.notificationDestinations = new NotificationDestinationStore(this);
    this.deliveries = new Deliveries(this);
    this.jobs = new JobStore(this);
    this.runs = new RunStore(this);
  }

  /** Base address of this workspace's results in cloud storage; what follows it is the service's own path. */
  get storageUrl(): string {
    return `${this.addresses.storageUrl}/${this.credentials.storageId}`;
  }

  /** The SQL engine, started when it is first asked for. */
  sql(): Promise<SqlEngine> {
    this.#engine ??= openEngine(
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

/** Loads the engine only now: its native library would more than double the time that the server starts in. */
async function openEngine(now: () => number, access: AccessCheck): Promise<SqlEngine> {
  const {
    createSqlEngine,
  }: typeof import("../../sql-engine/src/duckdb") = require("../../sql-engine/src/duckdb");
  return createSqlEngine(now, access);
}
