/**
 * The settings of a warehouse, and their defaults.
 * https://docs.databricks.com/api/workspace/warehouses/create
 */

import { invalidParameter, optionalText } from "../../control/requests";
import type { Warehouse } from "./warehouse";

type Settings = Pick<
  Warehouse,
  | "auto_stop_mins"
  | "channel"
  | "cluster_size"
  | "enable_photon"
  | "enable_serverless_compute"
  | "max_num_clusters"
  | "min_num_clusters"
  | "spot_instance_policy"
  | "tags"
  | "warehouse_type"
>;

const SIZES = [
  "2X-Small",
  "X-Small",
  "Small",
  "Medium",
  "Large",
  "X-Large",
  "2X-Large",
  "3X-Large",
  "4X-Large",
  "5X-Large",
];

/** The most clusters that a warehouse can be told to keep, and to grow to. */
const MAX_KEPT = 30;
const MAX_CLUSTERS = 40;
const MAX_NAME_LENGTH = 99;
const MAX_TAGS = 45;

/** The shortest time until an idle warehouse stops, minutes, for one that is serverless and for any other. */
const LEAST_IDLE = { serverless: 1, other: 10 };
const USUAL_IDLE = { serverless: 10, other: 120 };

const refuse = (value: unknown, field: string, rule: string) =>
  invalidParameter(`${JSON.stringify(value)} is not a valid value for ${field}. The value must be ${rule}.`);

const isBetween = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** The name of a warehouse where one is given. @throws HttpError 400 for one that is too long */
export function nameOf(given: Record<string, unknown>): string | undefined {
  const name = optionalText(given, "name");
  if (name !== undefined && name.length > MAX_NAME_LENGTH) {
    throw refuse(name, "name", `shorter than ${MAX_NAME_LENGTH + 1} characters`);
  }
  return name;
}

/**
 * The settings of a warehouse: what is given, else what was set before, else Databricks' defaults.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE that names what cannot be set
 */
export function completeWarehouseSettings(given: Settings, before: Settings = {}): Settings {
  const wanted = { ...before, ...given };
  const { enable_serverless_compute: isServerless = false, min_num_clusters: least = 1 } = wanted;
  const kind = isServerless ? "serverless" : "other";
  const settings = {
    ...wanted,
    auto_stop_mins: wanted.auto_stop_mins ?? USUAL_IDLE[kind],
    channel: wanted.channel?.name ? wanted.channel : { ...wanted.channel, name: "CHANNEL_NAME_CURRENT" },
    enable_photon: wanted.enable_photon ?? true,
    enable_serverless_compute: isServerless,
    min_num_clusters: least,
    max_num_clusters: wanted.max_num_clusters ?? least,
    spot_instance_policy: specified(wanted.spot_instance_policy) ?? "COST_OPTIMIZED",
    warehouse_type: specified(wanted.warehouse_type) ?? "CLASSIC",
  };
  checkSize(settings);
  checkStop(settings.auto_stop_mins, LEAST_IDLE[kind]);
  if (isServerless && settings.warehouse_type !== "PRO") {
    throw invalidParameter("Invalid warehouseType: Serverless is only available for PRO warehouses.");
  }
  checkChannel(settings.channel);
  checkTags(settings.tags);
  return settings;
}

/** An enum's value for "not said" is as good as none. */
const specified = (value: string | undefined): string | undefined =>
  value?.endsWith("_UNSPECIFIED") ? undefined : value;

function checkSize({
  cluster_size: size,
  min_num_clusters: least = 1,
  max_num_clusters: most = 1,
}: Settings) {
  if (size !== undefined && !SIZES.includes(size))
    throw refuse(size, "cluster_size", `one of ${SIZES.join(", ")}`);
  if (!isBetween(least, 1, MAX_KEPT)) throw refuse(least, "min_num_clusters", `between 1 and ${MAX_KEPT}`);
  if (!isBetween(most, 1, MAX_CLUSTERS))
    throw refuse(most, "max_num_clusters", `between 1 and ${MAX_CLUSTERS}`);
  if (most < least) {
    throw refuse(most, "max_num_clusters", `greater than or equal to min_num_clusters (${least})`);
  }
}

/** 0 means that the warehouse never stops by itself. */
function checkStop(minutes: number, least: number): void {
  if (minutes !== 0 && !(Number.isInteger(minutes) && minutes >= least)) {
    throw refuse(minutes, "auto_stop_mins", `greater than or equal to ${least}`);
  }
}

function checkChannel({ name, dbsql_version: version }: { name?: string; dbsql_version?: string }): void {
  if (name === "CHANNEL_NAME_CUSTOM" && !version) {
    throw invalidParameter("Missing required field: channel.dbsql_version");
  }
}

function checkTags(tags: Settings["tags"]): void {
  const given = tags?.custom_tags ?? [];
  if (given.length >= MAX_TAGS) throw refuse(given.length, "tags.custom_tags", `fewer than ${MAX_TAGS} tags`);
  const keys = given.map(({ key = "" }) => key);
  if (keys.includes("")) throw invalidParameter("Missing required field: tags.custom_tags.key");
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw invalidParameter(`The tag key ${twice} is given more than once.`);
}
