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

/** Makes what the examples of a subject need; the requests for it are forgotten. */
export const prepareGround = async (workspace: TestWorkspace, key: string): Promise<void> => {
  if (key !== "tableChanges") return;
  for (const statement of ordersTable) {
    await runDirectly(workspace, statement);
    await workspace.advance(1000);
  }
  await workspace.forget();
};
