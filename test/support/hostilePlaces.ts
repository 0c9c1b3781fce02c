/** Where text of a server comes in. */
import { inHeader, reason } from "./hostileTexts";
import type { Step } from "./scriptedServer";

export type Kind = "action" | "dataSource" | "trigger";

export const sql = { warehouseId: "475b94ddc7cd5211", sqlStatement: "SELECT 1" };
const code = {
  clusterId: "1118-093000-k3yboard",
  contextId: "1",
  language: "python",
  command: "1",
  waitForCompletion: true,
  failOnError: true,
};
const ended = (text: string) => ({
  life_cycle_state: "TERMINATED",
  result_state: "FAILED",
  state_message: text,
});

/** Where text of a server comes in: what is run, and what is answered. */
export const places: [string, Kind, string, object, (text: string) => Step[]][] = [
  [
    "a message",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: { error_code: "X", message: text } }],
  ],
  [
    "an error code",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: { error_code: text, message: reason } }],
  ],
  [
    "details",
    "action",
    "getCurrentUser",
    {},
    (text) => [
      {
        status: 400,
        body: {
          error_code: "X",
          message: reason,
          details: [{ request_id: text, field_violations: [{ field: text, description: text }] }],
        },
      },
    ],
  ],
  [
    "the error of API 1.2",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: { error: text } }],
  ],
  [
    "what stands beside an error",
    "action",
    "getCurrentUser",
    {},
    (text) => [
      {
        status: 400,
        body: { error: "short", [text.slice(0, 3000)]: text, external: { message: text, token: "s" } },
      },
    ],
  ],
  [
    "an error of SCIM",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: { schemas: [], detail: text, status: "400", scimType: text } }],
  ],
  [
    "an error of OAuth",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 401, body: { error: text, error_description: text } }],
  ],
  [
    "a page",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: `<html><pre>${text}</pre></html>` }],
  ],
  ["plain text", "action", "getCurrentUser", {}, (text) => [{ status: 400, body: text }]],
  [
    "text with a code",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: `PERMISSION_DENIED: ${text}` }],
  ],
  ["no JSON", "action", "getCurrentUser", {}, (text) => [{ status: 200, body: text }]],
  [
    "the reason of a status",
    "action",
    "getCurrentUser",
    {},
    () => [
      {
        status: 400,
        headers: { "x-databricks-reason-phrase": inHeader, "x-request-id": inHeader },
        body: "",
      },
    ],
  ],
  [
    "the id of an unusable answer",
    "action",
    "getCurrentUser",
    {},
    () => [{ status: 200, headers: { "x-request-id": inHeader }, body: "no" }],
  ],
  [
    "a redirect",
    "action",
    "getCurrentUser",
    {},
    () => [{ status: 302, headers: { location: `/${encodeURIComponent(inHeader)}` }, body: "" }],
  ],
  [
    "a retry",
    "action",
    "getCurrentUser",
    {},
    (text) => [
      { status: 503, body: text },
      { status: 400, body: text },
    ],
  ],
  [
    "the error of a statement",
    "action",
    "runSql",
    sql,
    (text) => [
      {
        body: {
          statement_id: text,
          status: { state: "FAILED", error: { error_code: text, message: text }, sql_state: text },
        },
      },
    ],
  ],
  [
    "the message of a statement",
    "action",
    "runSql",
    sql,
    (text) => [
      { body: { statement_id: "1", status: { state: "FAILED", error: { error_code: "X", message: text } } } },
    ],
  ],
  [
    "the state of a run",
    "action",
    "runJob",
    { jobId: "1", waitForCompletion: true },
    (text) => [
      { body: { run_id: 7 } },
      { body: { run_id: 7, run_name: text, run_page_url: text, state: ended(text) } },
    ],
  ],
  [
    "the tasks of a run",
    "action",
    "runJob",
    { jobId: "1", waitForCompletion: true },
    (text) => [
      { body: { run_id: 7 } },
      ...[0, 1].map(() => ({
        body: { run_id: 7, state: ended(reason), tasks: [{ task_key: text, run_id: 8, state: ended(text) }] },
      })),
      { body: { error: text, error_trace: text } },
    ],
  ],
  [
    "the summary of a command",
    "action",
    "runCommand",
    code,
    (text) => [
      { body: { id: "7" } },
      {
        body: {
          id: "7",
          status: "Finished",
          results: { resultType: "error", summary: text, cause: `${text}\nend` },
        },
      },
    ],
  ],
  [
    "the status of a command",
    "action",
    "runCommand",
    code,
    (text) => [
      { body: { id: text.slice(0, 2000) } },
      { body: { id: "7", status: "Error", results: { resultType: "error", summary: "", cause: text } } },
    ],
  ],
  [
    "the end of a cluster",
    "action",
    "startTerminatedCluster",
    { clusterId: "1", waitForCompletion: true, timeoutSeconds: "1" },
    (text) => [
      { body: {} },
      {
        body: {
          cluster_id: "1",
          state: "TERMINATED",
          state_message: text,
          termination_reason: { code: "X", type: text, parameters: { [text.slice(0, 500)]: text } },
        },
      },
    ],
  ],
  [
    "the state of a cluster",
    "action",
    "startTerminatedCluster",
    { clusterId: "1", waitForCompletion: true, timeoutSeconds: "1" },
    (text) => [{ body: {} }, { body: { cluster_id: "1", state: text, state_message: text } }],
  ],
  [
    "the health of a warehouse",
    "action",
    "startWarehouse",
    { warehouseId: "1", waitForCompletion: true, timeoutSeconds: "1" },
    (text) => [
      { body: {} },
      { body: { id: "1", state: "STARTING", health: { status: "FAILED", summary: text, details: text } } },
    ],
  ],
  [
    "a page token",
    "action",
    "listClusters",
    {},
    (text) => [{ body: { clusters: [], next_page_token: text.slice(0, 1000) } }],
  ],
  [
    "a failing poll",
    "trigger",
    "jobRunCompleted",
    {},
    (text) => [{ status: 400, body: { error_code: "X", message: text } }],
  ],
  [
    "a failing choice",
    "dataSource",
    "selectCluster",
    {},
    (text) => [{ status: 400, body: { error_code: "X", message: text } }],
  ],
];
