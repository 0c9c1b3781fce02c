/** The initial contents of a workspace: passed to the emulator, and validated before it starts. */
import { HttpError } from "../apiError";
import { checkDescribed } from "../contract/requestReader";
import type { InstancePool, NodeType, SparkVersion } from "../contract/undescribedTypes";
import type {
  AlertV2,
  ClusterEvent,
  ClusterLibraryStatuses,
  Dashboard,
  EndpointInfo,
  GenieSpace,
  Group,
  ListAlertsResponseAlert,
  PipelineEvent,
  Policy,
  Query,
  RunOutput,
  ServicePrincipal,
  UpdateInfo,
  VectorIndex,
} from "../contract/wireTypes";
import type { Cluster } from "../services/clusters/cluster";
import type { EndedCommandStatus } from "../services/commands/command";
import { readSeedFile, requireVolumes, type SeedFile } from "../services/files/seedFile";
import type { SeedGenieAnswer, SeedGenieMessage } from "../services/genie/answers";
import type { SeedGitFolder } from "../services/gitFolders/gitFolder";
import type { UserResource } from "../services/identity/user";
import type { JobResource, JobRunResource as JobRun } from "../services/jobs/job";
import type { MlflowRun as ExperimentRun, MlflowExperiment } from "../services/mlflow/tracking";
import type { Pipeline } from "../services/pipelines/pipeline";
import type { StoredModel } from "../services/registeredModels/model";
import type { SeedSecretScope } from "../services/secrets/store";
import type { ServingEndpoint } from "../services/serving/endpoint";
import type { SeedAnswer } from "../services/serving/seededAnswers";
import type { SeedEmbedding } from "../services/serving/seededEmbeddings";
import type { SystemRow } from "../services/systemTables/store";
import type { Catalog, Table, Volume } from "../services/unityCatalog/objects";
import type { Warehouse } from "../services/warehouses/warehouse";

/** An execution context with the commands that have ended in it. */
export interface SeedContext {
  id: string;
  cluster_id: string;
  commands: EndedCommandStatus[];
}

/** A statement that the user ran before. It runs when it is first asked for, since most workspaces never are. */
export interface SeedStatement {
  statement_id: string;
  warehouse_id: string;
  statement: string;
  parameters?: { name: string; value?: string; type?: string }[];
}

/** A statement that a workspace begins with: it is in no history. */
interface SetupStatement {
  statement: string;
}

/** A notebook, where it has a language, or a file. */
interface SeedObject {
  path: string;
  language?: string;
  content: string;
  /** Made up where it is left out. */
  object_id?: number;
  /** ms since the epoch; the workspace's time where left out. */
  modified_at?: number;
}

/** A vector index with its rows; one of a table has those of its table where it is given none. */
export interface SeedVectorIndex {
  index: VectorIndex & { name: string };
  rows?: Record<string, unknown>[];
}

/** A library that cannot be installed: its package or coordinates without a version, or its path. */
interface FailingLibrary {
  library: string;
  /** What Databricks says of it. */
  message: string;
}

/** A run that ended before, with the outputs of its tasks. */
export interface SeedJobRun {
  run: JobRun;
  outputs: RunOutput[];
  /** The values that its tasks have set, by task and key. */
  task_values?: Record<string, Record<string, unknown>>;
}

/** What a fresh workspace holds, as Databricks answers it. What is left out is empty. */
export interface Seed {
  /** Who the personal access token signs in. */
  user: UserResource;
  /** Further users, who cannot sign in. */
  users?: UserResource[];
  /** The groups: who is in one says so itself. */
  groups?: Group[];
  /** Further service principals, which cannot sign in. */
  service_principals?: ServicePrincipal[];
  warehouses?: Warehouse[];
  clusters?: Cluster[];
  cluster_events?: ClusterEvent[];
  node_types?: NodeType[];
  spark_versions?: SparkVersion[];
  cluster_policies?: Policy[];
  instance_pools?: InstancePool[];
  /** The libraries that clusters have had for long. */
  cluster_libraries?: ClusterLibraryStatuses[];
  failing_libraries?: FailingLibrary[];
  contexts?: SeedContext[];
  statements?: SeedStatement[];
  objects?: SeedObject[];
  git_folders?: SeedGitFolder[];
  secret_scopes?: SeedSecretScope[];
  jobs?: JobResource[];
  job_runs?: SeedJobRun[];
  experiments?: MlflowExperiment[];
  experiment_runs?: ExperimentRun[];
  registered_models?: StoredModel[];
  serving_endpoints?: ServingEndpoint[];
  /** What the language models of the endpoints answer. */
  serving_answers?: SeedAnswer[];
  /** What the embedding models of the endpoints make of texts. */
  serving_embeddings?: SeedEmbedding[];
  pipelines?: Pipeline[];
  /** Their updates, the newest first. */
  pipeline_updates?: UpdateInfo[];
  /** Their events, the oldest first. */
  pipeline_events?: PipelineEvent[];
  /** The saved queries. */
  queries?: Query[];
  alerts?: AlertV2[];
  /** The alerts of the older kind. */
  legacy_alerts?: ListAlertsResponseAlert[];
  dashboards?: Dashboard[];
  genie_spaces?: GenieSpace[];
  /** What Genie answers in the spaces. */
  genie_answers?: SeedGenieAnswer[];
  /** What was asked in the spaces before. */
  genie_messages?: SeedGenieMessage[];
  vector_endpoints?: EndpointInfo[];
  vector_indexes?: SeedVectorIndex[];
  /** What is known of the SQL engine's own catalogs beside their names. */
  catalogs?: Catalog[];
  /** The same of its own tables. */
  tables?: Table[];
  volumes?: Volume[];
  /** The files of the volumes. */
  files?: SeedFile[];
  /** Rows of tables of the catalog `system`. */
  system_rows?: SystemRow[];
  /** What makes its own tables. It runs when the SQL engine is first asked for, since most workspaces never do. */
  setup_statements?: SetupStatement[];
}

/** A seed with every part. */
export type CompleteSeed = Required<Seed>;

/** What an item must have, and parts of it that the API description has a type for. `""` is the item itself. */
interface Item {
  required: string[];
  types: Record<string, string>;
}

const itself = (type: string, ...required: string[]): Item => ({ required, types: { "": type } });
const undescribed = (...required: string[]): Item => ({ required, types: {} });

const items: Record<keyof Omit<Seed, "user">, Item> = {
  users: itself("iam.User", "id", "userName"),
  groups: itself("iam.Group", "id", "displayName"),
  service_principals: itself("iam.ServicePrincipal", "id", "applicationId"),
  warehouses: itself("sql.GetWarehouseResponse", "id", "name", "state"),
  clusters: itself("compute.ClusterDetails", "cluster_id", "state"),
  cluster_events: itself("compute.ClusterEvent", "cluster_id"),
  node_types: undescribed("node_type_id"),
  spark_versions: undescribed("key", "name"),
  cluster_policies: itself("compute.Policy", "policy_id", "name"),
  instance_pools: undescribed("instance_pool_id", "instance_pool_name", "node_type_id"),
  cluster_libraries: itself("compute.ClusterLibraryStatuses", "cluster_id", "library_statuses"),
  failing_libraries: undescribed("library", "message"),
  contexts: undescribed("id", "cluster_id", "commands"),
  statements: undescribed("statement_id", "warehouse_id", "statement"),
  objects: undescribed("path", "content"),
  git_folders: { required: ["folder", "branches", "tags"], types: { folder: "workspace.RepoInfo" } },
  secret_scopes: undescribed("name", "secrets"),
  jobs: itself("jobs.Job", "job_id"),
  job_runs: { required: ["run", "outputs"], types: { run: "jobs.Run" } },
  experiments: itself("ml.Experiment", "experiment_id", "name"),
  experiment_runs: itself("ml.Run", "info"),
  registered_models: {
    required: ["model", "versions", "aliases"],
    types: { model: "catalog.RegisteredModelInfo" },
  },
  serving_endpoints: itself("serving.ServingEndpointDetailed", "name"),
  serving_answers: undescribed(
    "endpoint",
    "question",
    "answer",
    "model",
    "prompt_tokens",
    "completion_tokens",
  ),
  serving_embeddings: undescribed("endpoint", "input", "embedding", "model"),
  queries: itself("sql.Query", "id", "query_text"),
  alerts: itself("sql.AlertV2", "id"),
  legacy_alerts: itself("sql.ListAlertsResponseAlert", "id"),
  dashboards: itself("dashboards.Dashboard", "dashboard_id"),
  pipelines: itself("pipelines.GetPipelineResponse", "pipeline_id", "name"),
  pipeline_updates: itself("pipelines.UpdateInfo", "update_id", "pipeline_id", "state"),
  pipeline_events: itself("pipelines.PipelineEvent", "id", "timestamp"),
  genie_spaces: itself("dashboards.GenieSpace", "space_id", "title"),
  genie_answers: undescribed("space_id", "question"),
  genie_messages: undescribed("space_id", "conversation_id", "message_id", "question", "created_timestamp"),
  vector_endpoints: itself("vectorsearch.EndpointInfo", "name"),
  vector_indexes: { required: ["index"], types: { index: "vectorsearch.VectorIndex" } },
  catalogs: itself("catalog.CatalogInfo", "name"),
  tables: itself("catalog.TableInfo", "full_name"),
  volumes: itself("catalog.VolumeInfo", "full_name", "catalog_name", "schema_name", "name"),
  files: undescribed("path"),
  system_rows: undescribed("table", "row"),
  setup_statements: undescribed("statement"),
};

const parts = Object.keys(items) as (keyof typeof items)[];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function checkItem(value: unknown, at: string, { required, types }: Item): void {
  if (!isRecord(value)) throw new Error(`Wrong seed: ${at} is no object`);
  for (const name of required) {
    if (value[name] === undefined) throw new Error(`Wrong seed: ${at} has no ${name}`);
  }
  inSeed(() => {
    for (const [part, type] of Object.entries(types)) {
      checkDescribed(type, part === "" ? value : value[part], part === "" ? at : `${at}.${part}`);
    }
  });
}

/** Checks a part of a seed. @throws Error where the check refuses it */
function inSeed(check: () => void): void {
  try {
    check();
  } catch (error) {
    throw error instanceof HttpError ? new Error(`Wrong seed: ${error.message}`) : error;
  }
}

/**
 * Checks a seed and completes it: what it leaves out is empty.
 * @param given a `Seed`, perhaps from a file
 * @throws Error that names what is wrong, where it has an unknown part or an item lacks what tells it from others, or
 * has a value that the API description does not allow
 */
export function readSeed(given: unknown): CompleteSeed {
  if (!isRecord(given)) throw new Error("Wrong seed: it is no object");
  const unknown = Object.keys(given).find((name) => name !== "user" && !parts.some((part) => part === name));
  if (unknown !== undefined) {
    throw new Error(`Wrong seed: it has no part ${unknown}. Parts: user, ${parts.join(", ")}`);
  }
  checkItem(given.user, "user", itself("iam.User", "id", "userName"));
  const lists = parts.map((part) => {
    const list = given[part] ?? [];
    if (!Array.isArray(list)) throw new Error(`Wrong seed: ${part} is no list`);
    list.forEach((item, index) => {
      checkItem(item, `${part}[${index}]`, items[part]);
    });
    return [part, list];
  });
  const seed = { user: given.user, ...Object.fromEntries(lists) } as CompleteSeed;
  const names = new Set(seed.volumes.map(({ full_name }) => full_name));
  inSeed(() => requireVolumes(seed.files.map(readSeedFile), (name) => names.has(name)));
  return seed;
}
