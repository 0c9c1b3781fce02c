/** Why a cluster has terminated, in words. The codes are an open list of some two hundred. */
import type { Cluster } from "./clusters";

/** What the frequent codes mean, and what to do about them. */
const meanings: Record<string, string> = {
  USER_REQUEST: "somebody terminated it",
  INACTIVITY: "it was idle for longer than its limit",
  JOB_FINISHED: "the job that it was made for has ended",
  CLOUD_PROVIDER_LAUNCH_FAILURE:
    "the cloud provider could not launch its machines: check quotas and permissions there",
  CLOUD_PROVIDER_RESOURCE_STOCKOUT:
    "the cloud provider has no such machines left: use another node type, another zone, or try again later",
  INIT_SCRIPT_FAILURE: "one of its init scripts failed: check that script's log",
  INSTANCE_POOL_MAX_CAPACITY_REACHED: "its instance pool is used up: enlarge the pool or wait",
  SPARK_STARTUP_FAILURE: "Spark did not start: check the Spark configuration and the libraries",
  SPARK_ERROR: "Spark failed: check the Spark configuration and the driver's log",
  DRIVER_UNREACHABLE: "its driver cannot be reached: check the network of the workspace",
  DRIVER_UNRESPONSIVE: "its driver no longer responds: it may be out of memory",
  INVALID_ARGUMENT: "its configuration is not valid",
  REQUEST_THROTTLED: "the cloud provider limits the rate of requests: try again later",
  TRIAL_EXPIRED: "the trial of the workspace has expired",
  WORKSPACE_CANCELLED_ERROR: "the workspace was cancelled",
  INTERNAL_ERROR: "Databricks had an internal error: try again later",
};

const details = (parameters: Record<string, unknown> = {}): string =>
  Object.entries(parameters)
    .filter(([, value]) => typeof value === "string" || typeof value === "number")
    .map(([name, value]) => `${name}: ${String(value).trim()}`)
    .join(", ");

/**
 * Says why a cluster has terminated: Databricks' code, what it means if known, and the details.
 * @returns empty if Databricks gives no reason
 */
export const describeTermination = ({ termination_reason, state_message }: Partial<Cluster>): string => {
  const { code = "", type, parameters } = termination_reason ?? {};
  if (code === "") return state_message?.trim() ?? "";
  const meaning = Object.hasOwn(meanings, code) ? `: ${meanings[code]}` : "";
  const parts = [type, details(parameters)].filter(Boolean).join("; ");
  return `${code}${meaning}${parts ? ` (${parts})` : ""}`;
};
