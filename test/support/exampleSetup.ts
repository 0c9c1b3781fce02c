/** What the examples of some inputs speak of, and a fresh workspace does not have. */
import { articleTable } from "../../demo/localSeed";
import { clusterExample } from "../../src/services/clusters/clustersExamples";
import { archiveDirectoryExample } from "../../src/services/files/listingExamples";
import { libraryExample } from "../../src/services/libraries/librariesExamples";
import { recordExamples } from "../../src/services/records/recordsExamples";
import { historyEntryExample } from "../../src/services/sqlObjects/sqlObjectsExamples";
import { newCatalogExample, newSchemaExample } from "../../src/services/unityCatalog/newObjectExamples";
import { tagExample } from "../../src/services/unityCatalog/tagExamples";
import { runDirectly } from "./directStatements";
import type { TestWorkspace } from "./workspace";

/** The table of Table Changes, a second passing after each statement: its example tells its changes. */
const ordersTable = [
  "CREATE TABLE workspace.default.orders (id INT, status STRING, total DECIMAL(10,2)) TBLPROPERTIES (delta.enableChangeDataFeed = true)",
  "INSERT INTO workspace.default.orders VALUES (7, 'placed', 49.90)",
  "UPDATE workspace.default.orders SET status = 'paid'",
  "DELETE FROM workspace.default.orders",
];

/** The directory of Delete Directory: a seed has files, but no empty directories. */
const prepareDirectory = (workspace: TestWorkspace): Promise<unknown> =>
  workspace.call("PUT", `/api/2.0/fs/directories${archiveDirectoryExample.path}`);

/** The table that the example file is loaded into. */
const emptyOrders = "CREATE TABLE workspace.default.orders (id INT, customer STRING, total DECIMAL(10,2))";

const emptyCustomers =
  "CREATE TABLE workspace.default.customers (id BIGINT NOT NULL PRIMARY KEY, name STRING, city STRING, updated_at TIMESTAMP)";

/** The table of the actions on records, with one of the example records. */
const customersTable = [
  emptyCustomers,
  "INSERT INTO workspace.default.customers VALUES (7, 'Ada', NULL, TIMESTAMP '2025-11-18T09:00:00Z')",
];

/** The same table with both example records. */
const filledCustomers = [
  emptyCustomers,
  ...recordExamples.map(
    ({ id, name, city, updated_at }) =>
      `INSERT INTO workspace.default.customers VALUES (${id}, '${name}', '${city}', TIMESTAMP '${updated_at}')`,
  ),
];

const prepareTable =
  (statements: readonly string[]) =>
  async (workspace: TestWorkspace): Promise<void> => {
    for (const statement of statements) {
      await runDirectly(workspace, statement);
      await workspace.advance(1000);
    }
  };

/** What is made for whom. */
const preparations: Record<string, (workspace: TestWorkspace) => Promise<unknown>> = {
  copyInto: prepareTable([emptyOrders]),
  createVectorIndex: prepareTable(articleTable),
  deleteCatalog: prepareTable([`CREATE CATALOG ${newCatalogExample.name}`]),
  deleteDirectory: prepareDirectory,
  deleteRows: prepareTable(customersTable),
  deleteSchema: prepareTable([`CREATE SCHEMA ${newSchemaExample.full_name}`]),
  deleteTable: prepareTable([emptyCustomers]),
  findRows: prepareTable(filledCustomers),
  insertRows: prepareTable([emptyCustomers]),
  syncVectorIndex: prepareTable(articleTable),
  listQueryHistory: prepareTable([historyEntryExample.query_text]),
  tableChanges: prepareTable(ordersTable),
  uninstallLibraries: (workspace) =>
    workspace.call("POST", "/api/2.0/libraries/install", {
      cluster_id: clusterExample.cluster_id,
      libraries: [libraryExample],
    }),
  unsetTags: (workspace) =>
    workspace.call("POST", "/api/2.1/unity-catalog/entity-tag-assignments", {
      entity_type: tagExample.entity_type,
      entity_name: tagExample.entity_name,
      tag_key: tagExample.tag_key,
    }),
  upsertRows: prepareTable(customersTable),
};

/** Makes what the examples of a subject need; the requests for it are forgotten. */
export const prepareGround = async (workspace: TestWorkspace, key: string): Promise<void> => {
  const prepare = preparations[key];
  if (!prepare) return;
  await prepare(workspace);
  await workspace.forget();
};
