/**
 * How an update changes the settings of a job.
 * https://docs.databricks.com/api/workspace/jobs/update
 */
import { fieldsOf, invalidParameter } from "../../control/requests";
import type { JobSettings } from "./settings";

/** Lists whose entries an update replaces one by one, and the field that tells them apart. */
const keyed: Record<string, string> = {
  tasks: "task_key",
  job_clusters: "job_cluster_key",
  environments: "environment_key",
  parameters: "name",
};

type Entry = Record<string, unknown>;

const entriesOf = (value: unknown): Entry[] => (Array.isArray(value) ? (value as Entry[]) : []);

/**
 * The settings after an update, not yet checked: fields are replaced, entries of lists by their key.
 * @param remove names of fields, or `tasks/<key>` and the like
 * @throws HttpError 400 where `remove` names something that cannot be removed
 */
export function changedSettings(before: JobSettings, given: unknown, remove: unknown): JobSettings {
  const after = removed(before, remove);
  for (const [name, value] of Object.entries(fieldsOf(given))) {
    const key = keyed[name];
    after[name] = key === undefined ? value : merged(entriesOf(after[name]), entriesOf(value), key);
  }
  return after;
}

function merged(before: Entry[], given: Entry[], key: string): Entry[] {
  const replaced = before.map((entry) => given.find((other) => other[key] === entry[key]) ?? entry);
  return [...replaced, ...given.filter((entry) => !before.some((other) => other[key] === entry[key]))];
}

function removed(before: JobSettings, remove: unknown): JobSettings {
  if (remove !== undefined && !Array.isArray(remove))
    throw invalidParameter("Field fields_to_remove must be a list");
  const after = { ...before };
  for (const path of (remove ?? []) as unknown[]) {
    const [name = "", entry, ...deeper] = String(path).split("/");
    const key = keyed[name];
    if (entry === undefined) delete after[name];
    else if (key === undefined || deeper.length > 0) {
      throw invalidParameter(
        `Field ${String(path)} cannot be removed: only top-level fields and entries of lists can.`,
      );
    } else after[name] = entriesOf(after[name]).filter((found) => found[key] !== entry);
  }
  return after;
}
