/**
 * The cost tags of a submitted run. Only the tags of its new clusters reach system.billing.usage: parameters do not, and a
 * parameter that a notebook or job does not expect could change what it does.
 */

import type { DatabricksClient } from "../../client";
import { isJsonObject } from "../../http/json";

/** The maximum number of custom tags of a cluster. https://docs.databricks.com/api/workspace/clusters/create */
const maxCustomTags = 45;

/** What every cloud takes as a value: AWS allows these characters, Google Cloud this length. */
const otherCharacters = /[^\w +\-=.:/@]/g;
const maxLength = 63;

type Fields = Record<string, unknown>;

/** IDs are enough, and names may have characters that a cloud refuses. */
const clusterTagsOf = (costTags: DatabricksClient["costTags"]): [key: string, value: string][] =>
  costTags
    .filter(({ key, value }) => key.endsWith("_id") && value.length <= maxLength)
    .map(({ key, value }) => [key, value.replace(otherCharacters, "_")]);

/** Adds tags to a cluster, except for keys that it has. A policy decides itself over the tags of its clusters. */
const taggedCluster = (cluster: Fields, tags: readonly [string, string][]): Fields => {
  const { policy_id, custom_tags = {} } = cluster;
  if (policy_id !== undefined || !isJsonObject(custom_tags)) return cluster;
  const room = Math.max(0, maxCustomTags - Object.keys(custom_tags).length);
  const added = tags.filter(([key]) => !Object.hasOwn(custom_tags, key)).slice(0, room);
  return added.length === 0
    ? cluster
    : { ...cluster, custom_tags: { ...custom_tags, ...Object.fromEntries(added) } };
};

const taggedTask = (task: unknown, tags: readonly [string, string][]): unknown => {
  if (!isJsonObject(task)) return task;
  const { new_cluster, for_each_task } = task;
  return {
    ...task,
    ...(isJsonObject(new_cluster) && { new_cluster: taggedCluster(new_cluster, tags) }),
    ...(isJsonObject(for_each_task) && {
      for_each_task: { ...for_each_task, task: taggedTask(for_each_task.task, tags) },
    }),
  };
};

const hasNewCluster = (task: unknown): boolean =>
  isJsonObject(task) &&
  (isJsonObject(task.new_cluster) ||
    (isJsonObject(task.for_each_task) && hasNewCluster(task.for_each_task.task)));

/**
 * Adds cost tags to the new clusters of a run that is submitted.
 * @returns undefined if it has no new cluster
 */
export const withClusterTags = (run: Fields, costTags: DatabricksClient["costTags"]): Fields | undefined => {
  const { tasks } = run;
  if (!Array.isArray(tasks) || !tasks.some(hasNewCluster)) return undefined;
  const tags = clusterTagsOf(costTags);
  return { ...run, tasks: tasks.map((task) => taggedTask(task, tags)) };
};
