/** What holds traffic to Databricks' own description of its API finds what departs from it, and nothing else. */
import { clusterExample } from "../src/services/clusters/clustersExamples";
import { complaintsAbout } from "./support/apiContract";
import type { LoggedRequest } from "./support/workspace";

const answered = (request: Partial<LoggedRequest>): LoggedRequest => ({
  target: "api",
  method: "GET",
  path: "/api/2.0/sql/warehouses",
  query: {},
  headers: {},
  body: null,
  status: 200,
  answer: {},
  ...request,
});

const clusterAnswer = (answer: object): Partial<LoggedRequest> => ({ path: "/api/2.1/clusters/get", answer });

const execute = (body: unknown): Partial<LoggedRequest> => ({
  method: "POST",
  path: "/api/2.0/sql/statements",
  body,
  answer: { statement_id: "1", status: { state: "PENDING" } },
});

describe("the checker", () => {
  const complaints = (request: Partial<LoggedRequest>) =>
    complaintsAbout(answered(request), { answers: true });

  it.each<[string, Partial<LoggedRequest>, string]>([
    ["an unknown path", { path: "/api/2.0/sql/warehouse" }, "has no such operation"],
    [
      "a path that only names of several segments could fit",
      { path: "/api/2.1/unity-catalog/magic" },
      "has no such operation",
    ],
    ["an unknown method", { method: "PUT" }, "has no such operation"],
    ["an unknown parameter", { query: { pageSize: "1" } }, "has no parameter pageSize"],
    ["a parameter that is no number", { query: { page_size: "x" } }, '"x" is no int'],
    [
      "an unknown parameter within another",
      { path: "/api/2.1/clusters/list", query: { "filter_by.state": "RUNNING" } },
      "has no parameter state",
    ],
    [
      "a parameter that is no value of its enum",
      { path: "/api/2.1/clusters/list", query: { "filter_by.cluster_states": ["RUNNING", "GONE"] } },
      '"GONE" is no value of compute.State',
    ],
    [
      "an unknown field of a body",
      execute({ statement: "", warehouse_id: "", limit: 1 }),
      "has no field limit",
    ],
    ["a field that is missing", execute({ statement: "SELECT 1" }), "needs warehouse_id"],
    ["a number as text", execute({ statement: "", warehouse_id: "", row_limit: "1" }), '"1" is no int64'],
    ["a body where there is none", { body: { page_size: 1 } }, "has no field page_size"],
    ["a body that is no object", execute([]), "is no sql.ExecuteStatementRequest"],
    ["an unknown field of an answer", clusterAnswer({ id: "1" }), "compute.ClusterDetails has no field id"],
    [
      "an unknown value of an enum",
      clusterAnswer({ state: "Running" }),
      '"Running" is no value of compute.State',
    ],
    ["text as a number", clusterAnswer({ cluster_name: 1 }), "1 is no string"],
    ["a number with a fraction", clusterAnswer({ num_workers: 1.5 }), "1.5 is no int"],
    ["an integer as its digits", clusterAnswer({ spark_context_id: "12" }), '"12" is no int64'],
    ["a map of numbers", clusterAnswer({ custom_tags: { a: 1 } }), "answer.custom_tags.a: 1 is no string"],
    ["an object in place of a list", { answer: { warehouses: {} } }, "{} is no list"],
    [
      "a wrong item of a list",
      { answer: { warehouses: [{ id: 1 }] } },
      "answer.warehouses[0].id: 1 is no string",
    ],
    ["null in place of what is absent", clusterAnswer({ cluster_name: null }), "null is no string"],
    ["an unknown form of error", { status: 400, answer: { code: 400 } }, "is none of Databricks' errors"],
    ["an unusual status", { status: 204 }, "204 is no status of Databricks"],
  ])("complains of %s", (_name, request, complaint) => {
    expect(complaints(request)).toEqual([expect.stringContaining(complaint)]);
  });

  it.each<[string, Partial<LoggedRequest>]>([
    [
      "an answer with every kind of field",
      clusterAnswer({ ...clusterExample, spark_context_id: "4020997813441462000" }),
    ],
    ["rows with NULL", execute({ statement: "SELECT 1", warehouse_id: "1" })],
    ["an error of API 2.x", { status: 404, answer: { error_code: "NOT_FOUND", message: "" } }],
    ["an error with a number as its code", { status: 403, answer: { error_code: 403, message: "Invalid" } }],
    ["an error of API 1.2", { status: 500, answer: { error: "ClusterNotReadyException: wait" } }],
    [
      "a repeated parameter",
      { path: "/api/2.1/clusters/list", query: { "filter_by.cluster_states": ["RUNNING"] } },
    ],
    ["a route that the workspace refuses", { path: "/api/2.0/none", status: 501, answer: {} }],
  ])("lets %s pass", (_name, request) => {
    expect(complaints(request)).toEqual([]);
  });
});
