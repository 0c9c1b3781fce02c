/**
 * Cuts the part that the project uses out of Databricks' own API description, as test data.
 *
 * Usage: npx tsx scripts/apiContract.ts [path of the description]
 *
 * The description is JSON made from databricks-sdk-go: `{source, operations, types, enums}`, where a type is a list
 * of fields `{name, in, type, required}` and the types of a field are named within their own service.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type ApiContract, elementName } from "../packages/emulator/src/contract/description";

/** What the component calls, and what the local workspace answers. A new route is a new line here. */
const used = [
  "GET /api/2.0/preview/scim/v2/Me",
  "GET /api/2.0/sql/warehouses",
  "GET /api/2.0/sql/warehouses/{id}",
  "POST /api/2.0/sql/warehouses/{id}/start",
  "POST /api/2.0/sql/warehouses/{id}/stop",
  "POST /api/2.0/sql/statements",
  "GET /api/2.0/sql/statements/{statement_id}",
  "GET /api/2.0/sql/statements/{statement_id}/result/chunks/{chunk_index}",
  "POST /api/2.0/sql/statements/{statement_id}/cancel",
  "GET /api/2.1/clusters/get",
  "GET /api/2.1/clusters/list",
  "POST /api/2.1/clusters/start",
  "POST /api/2.1/clusters/restart",
  "POST /api/2.1/clusters/delete",
  "POST /api/2.1/clusters/create",
  "POST /api/2.1/clusters/resize",
  "POST /api/2.1/clusters/permanent-delete",
  "POST /api/2.1/clusters/events",
  "POST /api/2.0/sql/warehouses",
  "POST /api/2.0/sql/warehouses/{id}/edit",
  "DELETE /api/2.0/sql/warehouses/{id}",
  "POST /api/1.2/contexts/create",
  "GET /api/1.2/contexts/status",
  "POST /api/1.2/contexts/destroy",
  "POST /api/1.2/commands/execute",
  "GET /api/1.2/commands/status",
  "POST /api/1.2/commands/cancel",
  "GET /api/2.0/serving-endpoints/{name}",
  "POST /api/2.0/serving-endpoints",
  "PUT /api/2.0/serving-endpoints/{name}/config",
  "DELETE /api/2.0/serving-endpoints/{name}",
  "POST /serving-endpoints/{name}/invocations",
  "GET /api/2.1/unity-catalog/catalogs",
  "GET /api/2.1/unity-catalog/catalogs/{name}",
  "GET /api/2.1/unity-catalog/schemas",
  "GET /api/2.1/unity-catalog/schemas/{full_name}",
  "GET /api/2.1/unity-catalog/tables",
  "GET /api/2.1/unity-catalog/tables/{full_name}",
  "GET /api/2.1/unity-catalog/volumes",
  "GET /api/2.1/unity-catalog/models",
  "GET /api/2.1/unity-catalog/models/{full_name}",
  "GET /api/2.1/unity-catalog/models/{full_name}/versions",
  "GET /api/2.1/unity-catalog/models/{full_name}/versions/{version}",
  "GET /api/2.1/unity-catalog/models/{full_name}/aliases/{alias}",
  "PUT /api/2.1/unity-catalog/models/{full_name}/aliases/{alias}",
  "DELETE /api/2.1/unity-catalog/models/{full_name}/aliases/{alias}",
  "GET /api/2.1/unity-catalog/tables/{full_name}/exists",
  "GET /api/2.1/unity-catalog/table-summaries",
  "GET /api/2.1/unity-catalog/volumes/{name}",
  "GET /api/2.1/unity-catalog/effective-permissions/{securable_type}/{full_name}",
  "GET /api/2.1/unity-catalog/permissions/{securable_type}/{full_name}",
  "POST /api/2.0/mlflow/experiments/create",
  "GET /api/2.0/mlflow/experiments/get",
  "GET /api/2.0/mlflow/experiments/get-by-name",
  "POST /api/2.0/mlflow/experiments/search",
  "POST /api/2.0/mlflow/experiments/delete",
  "POST /api/2.0/mlflow/experiments/restore",
  "POST /api/2.0/mlflow/runs/create",
  "GET /api/2.0/mlflow/runs/get",
  "POST /api/2.0/mlflow/runs/update",
  "POST /api/2.0/mlflow/runs/search",
  "POST /api/2.0/mlflow/runs/delete",
  "POST /api/2.0/mlflow/runs/restore",
  "POST /api/2.0/mlflow/runs/log-batch",
  "POST /api/2.0/mlflow/runs/log-metric",
  "POST /api/2.0/mlflow/runs/log-parameter",
  "POST /api/2.0/mlflow/runs/set-tag",
  "GET /api/2.0/mlflow/metrics/get-history",
  "GET /api/2.0/workspace/list",
  "GET /api/2.0/workspace/get-status",
  "GET /api/2.0/workspace/export",
  "POST /api/2.0/workspace/import",
  "POST /api/2.0/workspace/mkdirs",
  "POST /api/2.0/workspace/delete",
  "POST /api/2.2/jobs/create",
  "GET /api/2.2/jobs/get",
  "GET /api/2.2/jobs/list",
  "POST /api/2.2/jobs/update",
  "POST /api/2.2/jobs/reset",
  "POST /api/2.2/jobs/delete",
  "POST /api/2.2/jobs/run-now",
  "POST /api/2.2/jobs/runs/submit",
  "GET /api/2.2/jobs/runs/get",
  "GET /api/2.2/jobs/runs/list",
  "GET /api/2.2/jobs/runs/get-output",
  "POST /api/2.2/jobs/runs/cancel",
  "POST /api/2.2/jobs/runs/cancel-all",
  "POST /api/2.2/jobs/runs/repair",
  "POST /api/2.2/jobs/runs/delete",
  "GET /api/2.2/jobs/runs/export",
  "GET /api/2.0/notification-destinations",
  "POST /api/2.0/notification-destinations",
  "GET /api/2.0/notification-destinations/{id}",
  "PATCH /api/2.0/notification-destinations/{id}",
  "DELETE /api/2.0/notification-destinations/{id}",
];

const defaultFile = path.resolve(__dirname, "../../shared/facts/databricks/api.json");
const outputFile = path.resolve(__dirname, "../packages/emulator/src/contract/databricks-api.json");

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Adds a type and all that its fields name to what is kept. */
const keep = (name: string, all: ApiContract, kept: ApiContract): void => {
  const values = all.enums[name];
  if (values) kept.enums[name] = values;
  const fields = all.types[name];
  if (!fields || kept.types[name]) return;
  kept.types[name] = fields;
  const [service = ""] = name.split(".");
  for (const field of fields) keep(elementName(field.type, service), all, kept);
};

/**
 * Cuts out the operations that are used, with every type and enum that they lead to.
 * @throws Error that names an operation which the description lacks
 */
export const cutOut = (all: ApiContract, wanted: readonly string[] = used): ApiContract => {
  const kept: ApiContract = { source: all.source, operations: [], types: {}, enums: {} };
  for (const name of wanted) {
    const operation = all.operations.find(({ method, path: at }) => `${method} ${at}` === name);
    if (!operation) throw new Error(`The description has no ${name}`);
    kept.operations.push(operation);
    for (const type of [operation.request, operation.response]) if (type) keep(type, all, kept);
  }
  return { ...kept, types: sorted(kept.types), enums: sorted(kept.enums) };
};

if (require.main === module) {
  const all = JSON.parse(readFileSync(process.argv[2] ?? defaultFile, "utf8")) as ApiContract;
  const contract = cutOut(all);
  writeFileSync(outputFile, `${JSON.stringify(contract, null, 2)}\n`);
  const { operations, types, enums } = contract;
  console.log(
    `${operations.length} operations, ${Object.keys(types).length} types, ${Object.keys(enums).length} enums`,
  );
}
