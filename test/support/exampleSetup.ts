/** What the examples of some inputs speak of, and a fresh workspace does not have. */
import { runDirectly } from "./stateMachine";
import type { TestWorkspace } from "./workspace";

/** The table of Table Changes, a second passing after each statement: its example tells its changes. */
const ordersTable = [
  "CREATE TABLE workspace.default.orders (id INT, status STRING, total DECIMAL(10,2)) TBLPROPERTIES (delta.enableChangeDataFeed = true)",
  "INSERT INTO workspace.default.orders VALUES (7, 'placed', 49.90)",
  "UPDATE workspace.default.orders SET status = 'paid'",
  "DELETE FROM workspace.default.orders",
];

/** What actions on files have in the volume. */
const orders = "id,total\n7,49.90\n8,5\n";

const volumeRoot = "/Volumes/workspace/default/landing";

const prepareFile = (workspace: TestWorkspace): Promise<unknown> =>
  workspace.call("PUT", `/api/2.0/fs/files${volumeRoot}/orders.csv?overwrite=true`, orders);

const prepareDirectory = (workspace: TestWorkspace): Promise<unknown> =>
  workspace.call("PUT", `/api/2.0/fs/directories${volumeRoot}/archive`);

/** The table that the file is loaded into. */
const prepareLoad = async (workspace: TestWorkspace): Promise<void> => {
  await prepareFile(workspace);
  await runDirectly(workspace, "CREATE TABLE workspace.default.orders (id INT, total DECIMAL(10,2))");
};

const prepareTable = async (workspace: TestWorkspace): Promise<void> => {
  for (const statement of ordersTable) {
    await runDirectly(workspace, statement);
    await workspace.advance(1000);
  }
};

/** What is made for whom. */
const preparations: Record<string, (workspace: TestWorkspace) => Promise<unknown>> = {
  copyInto: prepareLoad,
  deleteDirectory: prepareDirectory,
  deleteFile: prepareFile,
  getFileInfo: prepareFile,
  listFiles: prepareFile,
  newFiles: prepareFile,
  selectFile: prepareFile,
  tableChanges: prepareTable,
};

/** Makes what the examples of a subject need; the requests for it are forgotten. */
export const prepareGround = async (workspace: TestWorkspace, key: string): Promise<void> => {
  const prepare = preparations[key];
  if (!prepare) return;
  await prepare(workspace);
  await workspace.forget();
};
