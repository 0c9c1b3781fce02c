/** Alerts as Databricks lists them. */
import { useScriptedServer } from "../../../test/support/scriptedServer";
import { testClient, tokenConnection } from "../../../test/support/testClient";
import { fetchAlerts } from "./alerts";

const { server } = useScriptedServer();

it.each(["alerts", "results"])("a list of alerts may be named %s", async (name) => {
  const alert = { id: "a", display_name: "Late orders", evaluation: { state: "OK" } };
  server.script({ body: { [name]: [alert] } });
  const { client } = testClient(tokenConnection(server.url));
  expect(await fetchAlerts(client, "current")).toEqual([alert]);
});
