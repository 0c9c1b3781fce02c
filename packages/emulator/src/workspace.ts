/** One Databricks workspace: its clock, its identities and the state of its services. */

import { openSqlEngine, type SqlEngine } from "databricks-sql-engine";
import type { Addresses } from "./control/addresses";
import { type ClockMode, WorkspaceClock } from "./control/clock";
import type { WorkspaceCredentials } from "./control/credentials";
import { Faults } from "./control/faults";
import { Ids } from "./control/ids";
import { defaultPagination, type PaginationSettings } from "./control/pagination";
import { RequestLog } from "./control/requestLog";
import { withStatementFaults } from "./control/statementFaults";
import type { CompleteSeed } from "./seed/seed";
import { AlertStore } from "./services/alerts/store";
import { ClusterStore } from "./services/clusters/store";
import { CommandStore } from "./services/commands/store";
import { DashboardStore } from "./services/dashboards/store";
import { SqlVolumes } from "./services/files/sqlVolumes";
import { FileStore } from "./services/files/store";
import { GenieStore } from "./services/genie/store";
import { GitFolderStore } from "./services/gitFolders/store";
import { GrantStore } from "./services/grants/store";
import { Directory } from "./services/identity/directory";
import { IdentityStore } from "./services/identity/store";
import { RunStore } from "./services/jobs/runs";
import { JobStore } from "./services/jobs/store";
import { LibraryStore } from "./services/libraries/store";
import { MlflowStore } from "./services/mlflow/store";
import { Deliveries } from "./services/notificationDestinations/deliveries";
import { NotificationDestinationStore } from "./services/notificationDestinations/store";
import { ObjectStore } from "./services/objects/store";
import { PermissionStore } from "./services/permissions/store";
import { PipelineStore } from "./services/pipelines/store";
import { QueryStore } from "./services/queries/store";
import { RegisteredModelStore } from "./services/registeredModels/store";
import { SecretStore } from "./services/secrets/store";
import { ServingStore } from "./services/serving/store";
import { StatementStore } from "./services/statements/store";
import { SystemTables } from "./services/systemTables/store";
import { followers } from "./services/unityCatalog/followers";
import { NamespaceDetails } from "./services/unityCatalog/namespaceDetails";
import { ObjectChanges } from "./services/unityCatalog/objectChanges";
import { SqlGrants } from "./services/unityCatalog/sqlGrants";
import { UnityCatalogStore } from "./services/unityCatalog/store";
import { TagStore } from "./services/unityCatalog/tagStore";
import { VolumeStore } from "./services/unityCatalog/volumeStore";
import { VectorSearchStore } from "./services/vectorSearch/store";
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

/** Makes the tables of a seed. @throws Error that names the statement that failed */
async function setUp(engine: SqlEngine, { setup_statements }: CompleteSeed): Promise<void> {
  for (const { statement } of setup_statements) {
    try {
      const result = await engine.run(statement);
      await result.close();
    } catch (error) {
      await engine.close();
      throw new Error(`Wrong seed: ${statement}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

export class Workspace {
  readonly clock: WorkspaceClock;
  readonly ids: Ids;
  readonly requestLog = new RequestLog();
  readonly faults = new Faults();
  readonly grants = new GrantStore();
  readonly identity: IdentityStore;
  readonly directory: Directory;
  readonly permissions = new PermissionStore();
  readonly warehouses: WarehouseStore;
  readonly clusters: ClusterStore;
  readonly libraries: LibraryStore;
  readonly statements: StatementStore;
  readonly systemTables: SystemTables;
  readonly commands: CommandStore;
  readonly registeredModels: RegisteredModelStore;
  readonly serving: ServingStore;
  readonly mlflow: MlflowStore;
  readonly pipelines: PipelineStore;
  readonly queries: QueryStore;
  readonly alerts: AlertStore;
  readonly dashboards: DashboardStore;
  readonly genie: GenieStore;
  readonly vectorSearch: VectorSearchStore;
  readonly unityCatalog: UnityCatalogStore;
  readonly volumes: VolumeStore;
  readonly objectChanges: ObjectChanges;
  readonly files: FileStore;
  /** How the lists of models, runs and Unity Catalog are cut into pages. */
  pagination: PaginationSettings = defaultPagination;
  readonly objects: ObjectStore;
  readonly gitFolders: GitFolderStore;
  readonly secrets: SecretStore;
  readonly notificationDestinations: NotificationDestinationStore;
  readonly deliveries: Deliveries;
  readonly jobs: JobStore;
  readonly runs: RunStore;
  readonly tags = new TagStore();
  readonly #namespaceDetails = new NamespaceDetails();
  /** What goes with the objects of Unity Catalog. */
  readonly #followers = followers([this.grants.ofPrincipals, this.#namespaceDetails, this.tags]);
  #engine: Promise<SqlEngine> | undefined;

  constructor(
    readonly credentials: WorkspaceCredentials,
    readonly addresses: Addresses,
    readonly options: WorkspaceOptions,
  ) {
    const { seed, idSeed = 1 } = options;
    const { organizationId } = credentials;
    const clock = new WorkspaceClock(options.clock, options.startAt);
    const ids = new Ids(idSeed);
    const jobIds = new Ids(idSeed, "jobs");
    const sql = () => this.sql();
    this.clock = clock;
    this.ids = ids;
    this.identity = new IdentityStore(clock, credentials, addresses, seed.user, idSeed);
    this.directory = new Directory(this.identity, seed);
    this.warehouses = new WarehouseStore(clock, ids, seed);
    this.clusters = new ClusterStore(clock, ids, seed);
    this.statements = new StatementStore({ clock, ids, warehouses: this.warehouses, sql, seed });
    this.systemTables = new SystemTables(() => this.statements.history(), organizationId, seed.system_rows);
    this.commands = new CommandStore(clock, ids, this.clusters, sql, seed);
    this.registeredModels = new RegisteredModelStore(seed.registered_models);
    this.serving = new ServingStore(clock, new Ids(idSeed, "serving"), this.registeredModels, sql, seed);
    this.mlflow = new MlflowStore(
      clock,
      new Ids(idSeed, "mlflow"),
      (path) => this.objects.hasFolder(path),
      seed,
    );
    const { serving } = this;
    this.vectorSearch = new VectorSearchStore(
      clock,
      new Ids(idSeed, "vector search"),
      sql,
      (endpoint, text) => serving.embed(endpoint, text),
      seed,
    );
    this.queries = new QueryStore(clock, new Ids(idSeed, "queries"), seed.queries);
    this.alerts = new AlertStore(seed.alerts, seed.legacy_alerts);
    this.dashboards = new DashboardStore(seed.dashboards);
    this.genie = new GenieStore({ clock, ids: new Ids(idSeed, "genie"), statements: this.statements }, seed);
    this.unityCatalog = new UnityCatalogStore(sql, organizationId, seed, this.#namespaceDetails);
    this.files = new FileStore(clock, seed.files);
    this.libraries = new LibraryStore(clock, this.clusters, this.files, seed);
    this.volumes = new VolumeStore(
      this.unityCatalog,
      this.files,
      { clock, ids: new Ids(idSeed, "volumes"), seed },
      this.#followers,
    );
    this.objectChanges = new ObjectChanges({
      sql,
      unityCatalog: this.unityCatalog,
      volumes: this.volumes,
      details: this.#namespaceDetails,
      countModels: (catalog, schema) => this.registeredModels.list(catalog, schema).length,
    });
    this.objects = new ObjectStore(clock, new Ids(idSeed, "objects"), seed);
    this.gitFolders = new GitFolderStore(this.objects, seed.git_folders);
    this.secrets = new SecretStore(clock, seed.secret_scopes);
    this.pipelines = new PipelineStore(
      {
        clock,
        ids: new Ids(idSeed, "pipelines"),
        objects: this.objects,
        sql,
        ofServices: (id) => this.vectorSearch.pipeline(id),
      },
      seed,
    );
    this.notificationDestinations = new NotificationDestinationStore(
      new Ids(idSeed, "notification destinations"),
    );
    this.deliveries = new Deliveries(clock);
    this.jobs = new JobStore(
      clock,
      jobIds,
      this.clusters,
      this.notificationDestinations,
      this.directory,
      seed.jobs,
    );
    this.runs = new RunStore(
      {
        clock,
        ids,
        jobIds,
        addresses,
        organizationId,
        directory: this.directory,
        grants: this.grants,
        clusters: this.clusters,
        warehouses: this.warehouses,
        objects: this.objects,
        dashboards: this.dashboards,
        notificationDestinations: this.notificationDestinations,
        deliveries: this.deliveries,
        sql,
      },
      this.jobs,
      seed.job_runs,
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
      new SqlVolumes(this.volumes, this.files),
      this.systemTables.forEngine(),
      new SqlGrants(this.grants, this.identity, this.options.seed, this.#followers),
    ).then(async (engine) => {
      await setUp(engine, this.options.seed);
      return withStatementFaults(engine, this.faults);
    });
    return this.#engine;
  }

  /** Ends everything that is still running in the workspace. */
  async close(): Promise<void> {
    this.clock.close();
    try {
      await Promise.all([
        this.statements.close(),
        this.pipelines.close(),
        this.commands.close(),
        this.serving.close(),
        this.runs.close(),
        this.deliveries.close(),
        this.files.close(),
      ]);
    } finally {
      // An engine that did not start has told so whoever asked for it, and leaves nothing to close.
      const engine = await this.#engine?.catch(() => undefined);
      await engine?.close();
    }
  }
}
