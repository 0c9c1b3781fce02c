import { type Step, useScriptedServer } from "../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../test/support/testClient";

const { server } = useScriptedServer();

it("the error of a state that can no longer be read says that the change continues", async () => {
  const starting: Step = { body: { id: "w", state: "STARTING" } };
  server.script({ body: {} }, starting, starting, { status: 403, body: { error_code: "PERMISSION_DENIED" } });
  const parameters = { warehouseId: "w", waitForCompletion: "true" };
  const started = runAction("startWarehouse", { connection: tokenConnection(server.url), ...parameters });
  expect((await failureOf(started)).message).toContain(
    "The change continues: Get SQL Warehouse returns the state.",
  );
});
