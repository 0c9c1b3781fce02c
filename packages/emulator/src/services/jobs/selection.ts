/** Which tasks of a job a request selects. */
import { invalidParameter } from "../../control/requests";
import { dependenciesOf, type TaskSettings } from "./settings";

/** The keys of the tasks that come, directly or not, before a task, or after it. */
export function related(tasks: TaskSettings[], key: string, side: "before" | "after"): Set<string> {
  const found = new Set<string>();
  const visit = (from: string): void => {
    for (const next of side === "before" ? before(tasks, from) : after(tasks, from)) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(key);
  return found;
}

const before = (tasks: TaskSettings[], key: string): string[] =>
  tasks
    .filter((task) => task.task_key === key)
    .flatMap((task) => dependenciesOf(task).map((other) => other.task_key));

const after = (tasks: TaskSettings[], key: string): string[] =>
  tasks
    .filter((task) => dependenciesOf(task).some((other) => other.task_key === key))
    .map((task) => task.task_key);

/** A list of task keys. @throws HttpError 400 for anything else, and for a key that is not there */
export function readTaskKeys(given: unknown, name: string, tasks: TaskSettings[]): string[] {
  if (!Array.isArray(given) || !given.every((key) => typeof key === "string")) {
    throw invalidParameter(`Field ${name} must be a list of task keys`);
  }
  const unknown = given.find((key) => !tasks.some((task) => task.task_key === key));
  if (unknown !== undefined) throw invalidParameter(`Task key ${unknown} of ${name} does not exist.`);
  return given;
}

/**
 * The tasks that `only` chooses: a `+` before a key adds all that come before it, one after it all that come after.
 * Undefined where nothing is chosen: then all are run.
 * @throws HttpError 400 for a key that is not there
 */
export function selectedTasks(tasks: TaskSettings[], only: unknown): Set<string> | undefined {
  if (only === undefined || (Array.isArray(only) && only.length === 0)) return undefined;
  const marked = Array.isArray(only) ? only.map(String) : [String(only)];
  const keys = readTaskKeys(
    marked.map((key) => key.replace(/^\+|\+$/g, "")),
    "only",
    tasks,
  );
  const chosen = keys.flatMap((key, index) => [
    key,
    ...(marked[index]?.startsWith("+") ? related(tasks, key, "before") : []),
    ...(marked[index]?.endsWith("+") ? related(tasks, key, "after") : []),
  ]);
  return new Set(chosen);
}
