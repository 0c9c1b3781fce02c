/**
 * Checks of a cluster's specification that Databricks makes, for all-purpose clusters and for those of jobs.
 * https://docs.databricks.com/api/workspace/clusters/create
 */
import { fieldsOf, invalidParameter, optionalText, requiredText } from "../../control/requests";

/** What the checks need to know of the workspace. */
export interface ClusterOffers {
  readonly nodeTypes: { node_type_id: string }[];
  readonly sparkVersions: { key: string }[];
  readonly policies: { policy_id?: string }[];
  readonly pools: { instance_pool_id: string; node_type_id: string }[];
}

/** How long an idle cluster may be kept, minutes; 0 keeps it for ever. */
const IDLE = { least: 10, most: 10_000 };
const MAX_TAGS = 45;

const isWhole = (value: unknown, least: number): boolean =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= least;

/** Checks how many workers there are to be: so many, or between so many. @throws HttpError 400 */
export function checkSize(given: Record<string, unknown>): void {
  const { num_workers: workers, autoscale } = given;
  if (workers !== undefined && autoscale !== undefined) {
    throw invalidParameter("Only one of num_workers and autoscale can be specified.");
  }
  if (workers !== undefined && !isWhole(workers, 0)) {
    throw invalidParameter(`Invalid num_workers: ${JSON.stringify(workers)}. It must be 0 or more.`);
  }
  if (autoscale === undefined) return;
  const { min_workers: least, max_workers: most } = fieldsOf(autoscale);
  if (least === undefined) throw invalidParameter("Missing required field: autoscale.min_workers");
  if (most === undefined) throw invalidParameter("Missing required field: autoscale.max_workers");
  if (!isWhole(least, 0) || !isWhole(most, 1)) {
    throw invalidParameter("autoscale.min_workers must be 0 or more, and autoscale.max_workers 1 or more.");
  }
  if (Number(least) > Number(most)) {
    throw invalidParameter(
      `autoscale.min_workers (${least}) cannot be greater than autoscale.max_workers (${most}).`,
    );
  }
}

function checkNodeTypes(given: Record<string, unknown>, { nodeTypes }: ClusterOffers): void {
  const known = nodeTypes.map(({ node_type_id: id }) => id);
  for (const field of ["node_type_id", "driver_node_type_id"]) {
    const type = given[field];
    if (type === undefined || known.some((id) => id === type)) continue;
    throw invalidParameter(
      `Node type ${String(type)} is not supported. Supported node types: ${known.join(", ")}`,
    );
  }
}

/** The pool that a cluster's workers, or its driver, come from. @throws HttpError 400 where there is none of that id */
const poolOf = (id: unknown, { pools }: ClusterOffers) => {
  const pool = pools.find(({ instance_pool_id }) => instance_pool_id === id);
  if (pool) return pool;
  throw invalidParameter(`Instance pool ${String(id)} does not exist.`);
};

/** The node type of a cluster's workers: its own, or that of its pool. */
export const nodeTypeOf = (given: Record<string, unknown>, offers: ClusterOffers): string | undefined =>
  given.instance_pool_id === undefined
    ? optionalText(given, "node_type_id")
    : poolOf(given.instance_pool_id, offers).node_type_id;

function checkPoolAndPolicy(given: Record<string, unknown>, offers: ClusterOffers): void {
  if (given.driver_instance_pool_id !== undefined) poolOf(given.driver_instance_pool_id, offers);
  if (given.instance_pool_id !== undefined) {
    poolOf(given.instance_pool_id, offers);
    const own = ["node_type_id", "driver_node_type_id"].find((field) => given[field] !== undefined);
    if (own !== undefined)
      throw invalidParameter(`The field '${own}' cannot be supplied when an instance pool ID is provided.`);
  }
  if (given.policy_id === undefined) return;
  if (!offers.policies.some(({ policy_id }) => policy_id === given.policy_id))
    throw invalidParameter(`Policy ${String(given.policy_id)} does not exist.`);
}

function checkIdle(minutes: unknown): void {
  if (minutes === undefined || minutes === 0) return;
  if (isWhole(minutes, IDLE.least) && Number(minutes) <= IDLE.most) return;
  throw invalidParameter(
    `Invalid autotermination_minutes: ${JSON.stringify(minutes)}. It must be 0, or between ${IDLE.least} and ${IDLE.most}.`,
  );
}

/**
 * Checks what a cluster is to be made of.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE that names what is missing or cannot be had
 */
export function checkClusterSpec(given: Record<string, unknown>, offers: ClusterOffers): void {
  const version = requiredText(given, "spark_version");
  if (!offers.sparkVersions.some(({ key }) => key === version)) {
    throw invalidParameter(`Spark version ${version} is not supported`);
  }
  if (given.num_workers === undefined && given.autoscale === undefined && given.is_single_node !== true) {
    throw invalidParameter("Missing required field: num_workers or autoscale");
  }
  checkSize(given);
  // A pool or a policy says which nodes there are.
  const isOpen = ["node_type_id", "instance_pool_id", "policy_id"].every(
    (field) => given[field] === undefined,
  );
  if (isOpen) throw invalidParameter("Missing required field 'node_type_id'");
  checkPoolAndPolicy(given, offers);
  checkNodeTypes(given, offers);
  checkIdle(given.autotermination_minutes);
  const tags = Object.keys(fieldsOf(given.custom_tags)).length;
  if (tags > MAX_TAGS)
    throw invalidParameter(`A cluster can have at most ${MAX_TAGS} custom tags, not ${tags}.`);
}
