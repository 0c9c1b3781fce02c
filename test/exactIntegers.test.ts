/** Integers beyond 2^53, which JSON.parse would round: no field that can hold one loses a digit. */

import { elementName } from "../packages/emulator/src/contract/description";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { fieldsOf, operationOf } from "./support/apiContract";
import { exampleParameters, runIn, subjectOf } from "./support/component";
import { freshWorkspace } from "./support/workspace";

/** A value for every field of a type, each int64 with a number of its own beyond 2^53. */
const full = (type: string, service: string, next: () => bigint, seen: string[] = []): unknown => {
  if (type.startsWith("[]")) return [full(type.slice(2), service, next, seen)];
  if (type.startsWith("map[string]")) return { key: full(type.slice(11), service, next, seen) };
  if (type === "int64") return next();
  const name = elementName(type, service);
  const fields = seen.includes(name) ? undefined : fieldsOf(name);
  if (!fields) return { string: "text", bool: true, int: 7, float64: 0.5 }[type] ?? "text";
  const [own = ""] = name.split(".");
  return Object.fromEntries(
    fields.map((field) => [field.name, full(field.type, own, next, [...seen, name])]),
  );
};

const wire = (value: unknown): string =>
  JSON.stringify(value, (_key, item) => (typeof item === "bigint" ? `<<${item}>>` : item)).replace(
    /"<<(\d+)>>"/g,
    "$1",
  );

const digits = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, item) => (typeof item === "bigint" ? String(item) : item)));

const cases = [
  ["getCluster", "GET", "/api/2.1/clusters/get", (answer: unknown) => answer],
  ["getWarehouse", "GET", `/api/2.0/sql/warehouses/${warehouseExample.id}`, (answer: unknown) => answer],
  ["getCommandStatus", "GET", "/api/1.2/commands/status", (answer: unknown) => answer],
  ["getCurrentUser", "GET", "/api/2.0/preview/scim/v2/Me", (answer: unknown) => answer],
  ["listClusters", "GET", "/api/2.1/clusters/list", (answer: { clusters: unknown }) => answer.clusters],
  [
    "listWarehouses",
    "GET",
    "/api/2.0/sql/warehouses",
    (answer: { warehouses: unknown }) => answer.warehouses,
  ],
  [
    "listNodeTypes",
    "GET",
    "/api/2.1/clusters/list-node-types",
    (answer: { node_types: unknown }) => answer.node_types,
  ],
] as const;

it.each(cases)(
  "integers beyond 2^53 come exactly out of %s, in every field that can hold one",
  async (key, method, path, resultOf) => {
    const workspace = await freshWorkspace();
    let last = 9_223_372_036_854_775_807n;
    const response = operationOf(method, path)?.response ?? "";
    const answer = { ...(full(response, "", () => last--) as object), next_page_token: undefined };
    await workspace.fault({ path, body: wire(answer), content_type: "application/json", status: 200 });
    const result = await runIn(workspace, key, exampleParameters(subjectOf(key)));
    expect(result).toEqual(resultOf(digits(answer) as never));
    await workspace.close();
  },
);
