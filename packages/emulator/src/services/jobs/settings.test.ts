import { changedSettings } from "./changes";
import { succeeding, waitingFor } from "./jobsClient";
import { completeJobSettings } from "./settings";

const notebook = (task_key: string, more: object = {}) => ({
  task_key,
  notebook_task: { notebook_path: "/Shared/a" },
  ...more,
});

describe("the settings of a job", () => {
  it("are completed as Databricks does", () => {
    expect(
      completeJobSettings({ tasks: [succeeding("a"), succeeding("b"), notebook("c", waitingFor("b", "a"))] }),
    ).toEqual({
      name: "Untitled",
      email_notifications: {},
      webhook_notifications: {},
      timeout_seconds: 0,
      max_concurrent_runs: 1,
      format: "MULTI_TASK",
      tasks: [
        { ...succeeding("a"), run_if: "ALL_SUCCESS", timeout_seconds: 0, email_notifications: {} },
        { ...succeeding("b"), run_if: "ALL_SUCCESS", timeout_seconds: 0, email_notifications: {} },
        {
          task_key: "c",
          notebook_task: { notebook_path: "/Shared/a", source: "WORKSPACE" },
          depends_on: [{ task_key: "a" }, { task_key: "b" }],
          run_if: "ALL_SUCCESS",
          timeout_seconds: 0,
          email_notifications: {},
        },
      ],
    });
  });

  it.each<[string, object, string]>([
    ["a task without a key", { tasks: [{ ...succeeding("a"), task_key: undefined }] }, "task_key"],
    ["a key with a blank", { tasks: [succeeding("a b")] }, "Task key a b is invalid"],
    ["a key twice", { tasks: [succeeding("a"), succeeding("a")] }, "Task key a is not unique"],
    ["a task of no kind", { tasks: [{ task_key: "a" }] }, "exactly one kind of task, not 0"],
    ["a task of two kinds", { tasks: [notebook("a", succeeding("a"))] }, "exactly one kind of task, not 2"],
    ["a notebook without a path", { tasks: [{ task_key: "a", notebook_task: {} }] }, "notebook_path"],
    ["a SQL task without a warehouse", { tasks: [{ task_key: "a", sql_task: {} }] }, "warehouse_id"],
    [
      "a parameter that is no text",
      { tasks: [{ task_key: "a", notebook_task: { notebook_path: "/a", base_parameters: { n: 1 } } }] },
      "Field base_parameters of task a must map names to strings",
    ],
    [
      "arguments that are no list",
      { tasks: [{ task_key: "a", spark_python_task: { python_file: "/a", parameters: "x" } }] },
      "Field parameters of task a must be a list of strings",
    ],
    ["an unknown operator", { tasks: [{ task_key: "a", condition_task: { op: "IS" } }] }, "Invalid op"],
    [
      "a condition with one side",
      { tasks: [{ task_key: "a", condition_task: { op: "EQUAL_TO", left: "1" } }] },
      "right of condition task a",
    ],
    [
      "an unknown condition",
      { tasks: [succeeding("a", { run_if: "NEVER" })] },
      "Invalid run_if of task a: NEVER",
    ],
    ["a task after one that is not there", { tasks: [succeeding("a", waitingFor("b"))] }, "a depends on b"],
    [
      "tasks that wait for each other",
      { tasks: [succeeding("a", waitingFor("b")), succeeding("b", waitingFor("a"))] },
      "form a cycle",
    ],
    ["a negative time", { timeout_seconds: -1 }, "Invalid timeout_seconds: -1"],
    [
      "a number of retries below -1",
      { tasks: [succeeding("a", { max_retries: -2 })] },
      "Invalid max_retries",
    ],
    [
      "two computes",
      { tasks: [notebook("a", { existing_cluster_id: "1", new_cluster: {} })] },
      "only one of existing_cluster_id, new_cluster",
    ],
    ["an undefined job cluster", { tasks: [notebook("a", { job_cluster_key: "x" })] }, "Job cluster x"],
    ["an undefined environment", { tasks: [notebook("a", { environment_key: "x" })] }, "Environment x"],
    ["tasks that are no list", { tasks: {} }, "tasks must be a list"],
    [
      "a parameter with a blank",
      { parameters: [{ name: "a b", default: "" }] },
      "Invalid job parameter name",
    ],
    [
      "too many tasks",
      { tasks: Array.from({ length: 1001 }, (_, n) => succeeding(`t${n}`)) },
      "at most 1000 tasks",
    ],
  ])("are refused with %s", (_name, settings, complaint) => {
    expect(() => completeJobSettings(settings)).toThrow(complaint);
  });
});

describe("an update", () => {
  const before = {
    name: "Daily",
    tags: { team: "a", cost: "b" },
    tasks: [succeeding("a"), succeeding("b")],
    parameters: [{ name: "day", default: "1" }],
  };

  it("replaces fields, and entries of lists by their key", () => {
    const given = {
      tags: { team: "c" },
      tasks: [notebook("b"), notebook("c")],
      parameters: [{ name: "x", default: "" }],
    };
    expect(changedSettings(before, given, undefined)).toEqual({
      name: "Daily",
      tags: { team: "c" },
      tasks: [succeeding("a"), notebook("b"), notebook("c")],
      parameters: [
        { name: "day", default: "1" },
        { name: "x", default: "" },
      ],
    });
  });

  it("removes fields and entries of lists", () => {
    expect(changedSettings(before, undefined, ["tags", "tasks/a", "tasks/none"])).toEqual({
      name: "Daily",
      tasks: [succeeding("b")],
      parameters: before.parameters,
    });
  });

  it.each(["tags/team", "tasks/a/condition_task", "name/x"])("cannot remove %s", (path) => {
    expect(() => changedSettings(before, {}, [path])).toThrow(`Field ${path} cannot be removed`);
  });

  it("is refused where what it removes is no list", () => {
    expect(() => changedSettings(before, {}, "name")).toThrow("fields_to_remove must be a list");
  });
});
