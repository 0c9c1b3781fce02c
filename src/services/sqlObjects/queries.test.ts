import { useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, testClient, tokenConnection } from "../../../test/support/testClient";
import { fetchQuery } from "./queries";

const { server } = useScriptedServer();

it("the options of a parameter are text, or the response is refused", async () => {
  const enum_value = { enum_options: [["open"]], values: ["open"] };
  server.script({ body: { id: "q", parameters: [{ name: "state", enum_value }] } });
  const { client } = testClient(tokenConnection(server.url));
  const { name, message } = await failureOf(fetchQuery(client, "q"));
  expect(name).toBe("DatabricksError");
  expect(message).toContain("enum_options");
});
