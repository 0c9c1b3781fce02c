/** The client with which the tests of jobs and workspace objects call a workspace. */

import type { RunOutput } from "../../contract/wireTypes";
import { warehouse } from "../../seed/warehouses";
import type { StartOptions } from "../../server";
import { workspaceClient } from "../../workspaceClient";
import type { JobResource, JobRunResource, TaskRunResource } from "./job";

/** A task that ends at once, without a process, successfully. */
export const succeeding = (task_key: string, more: object = {}) => ({
  task_key,
  condition_task: { op: "EQUAL_TO", left: "1", right: "1" },
  ...more,
});

/** A task that ends at once, and fails. */
export const failing = (task_key: string, more: object = {}) => ({
  task_key,
  condition_task: { op: "LESS_THAN", left: "no number", right: "1" },
  ...more,
});

/** What a task waits for. */
export const waitingFor = (...keys: string[]) => ({ depends_on: keys.map((task_key) => ({ task_key })) });

/** A task that runs a notebook of the folder Shared. */
export const notebook = (task_key: string, name: string, more: object = {}, base_parameters?: object) => ({
  task_key,
  notebook_task: { notebook_path: `/Shared/${name}`, ...(base_parameters && { base_parameters }) },
  ...more,
});
/** A task that runs a Python file of the folder Shared. */
export const file = (task_key: string, name: string, parameters: string[] = [], more: object = {}) => ({
  task_key,
  spark_python_task: { python_file: `/Workspace/Shared/${name}`, parameters },
  ...more,
});
/** A task that runs a SQL file of the folder Shared on the example warehouse. */
export const sql = (task_key: string, name: string, parameters: object = {}, more: object = {}) => ({
  task_key,
  sql_task: { warehouse_id: warehouse.id, file: { path: `/Shared/${name}` }, parameters },
  ...more,
});

/** A notebook in the folder Shared, by its cells: what `put` takes. */
export const python = (name: string, ...cells: string[]) => ({
  path: `/Shared/${name}`,
  language: "PYTHON",
  content: cells.join("\n# COMMAND ----------\n"),
});

/** A file in the folder Shared: what `put` takes. */
export const source = (name: string, content: string) => ({ path: `/Shared/${name}`, content });

type Fields = Record<string, unknown>;

/** Calls a workspace that is started afresh, its clock standing still, for each test of the file. */
export const jobsClient = (options?: StartOptions) => {
  const { server, call, good } = workspaceClient(options);
  const get = <T>(path: string, query: Fields = {}) => {
    const texts = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
    return good<T>("GET", `/api/2.2/jobs/${path}?${new URLSearchParams(texts)}`);
  };
  const post = <T = Fields>(path: string, body: object) => good<T>("POST", `/api/2.2/jobs/${path}`, body);

  const run = (run_id: number, query: Fields = {}) => get<JobRunResource>("runs/get", { run_id, ...query });
  const output = (run_id: number) => get<RunOutput>("runs/get-output", { run_id });
  const isOver = ({ state = {} }: { state?: { life_cycle_state?: string } }) =>
    ["TERMINATED", "SKIPPED", "INTERNAL_ERROR"].includes(state.life_cycle_state ?? "");

  /** The run once this holds of it. */
  const until = async (run_id: number, holds: (run: JobRunResource) => boolean): Promise<JobRunResource> => {
    for (;;) {
      const found = await run(run_id);
      if (holds(found)) return found;
    }
  };

  return {
    server,
    advance: (ms: number) => server().workspace.clock.advance(ms),
    call,
    get,
    post,
    run,
    until,
    ended: (run_id: number) => until(run_id, isOver),
    create: async (settings: object) => Number((await post<JobResource>("create", settings)).job_id),
    start: async (job_id: number, more: object = {}) =>
      Number((await post<JobRunResource>("run-now", { job_id, ...more })).run_id),
    submit: async (tasks: object[], more: object = {}) =>
      Number((await post<JobRunResource>("runs/submit", { tasks, ...more })).run_id),
    output,
    /** The output of a task beside the run itself. */
    outputOf: async (whole: JobRunResource, key: string) => {
      const { metadata, ...given } = await output(taskRunOf(whole, key).run_id);
      expect(metadata?.run_id).toBe(taskRunOf(whole, key).run_id);
      return given;
    },
    control: (settings: object) => good<Fields>("POST", "/__workspace/jobs", settings),
    /** Takes a privilege away. */
    revoke: (grant: object) => good("POST", "/__workspace/grants", { revoke: [grant] }),
    put: (objects: object[]) => good("POST", "/__workspace/seed", { objects }),
    /** Status, code and message of what is refused. */
    refused: async (method: string, path: string, body?: unknown) => {
      const { status, body: answer } = await call(method, path, body);
      return [status, answer.error_code, answer.message];
    },
  };
};

/** What tasks came to, in words, the latest attempt at each. */
export const results = ({ tasks = [] }: JobRunResource): Record<string, string> =>
  Object.fromEntries(tasks.map((task) => [task.task_key, resultStateOf(task)]));

/** What a task came to, in a word: its result or, until there is one, its state. */
export const resultStateOf = ({ state = {} }: Pick<TaskRunResource, "state">): string =>
  state.result_state ?? state.life_cycle_state ?? "";

/** The latest attempt at a task. */
export const taskRunOf = ({ tasks = [] }: JobRunResource, key: string): TaskRunResource => {
  const found = tasks.filter(({ task_key }) => task_key === key).at(-1);
  if (!found) throw new Error(`No task ${key}`);
  return found;
};
