/** Which schema's models are listed. */
import { useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";

const { server } = useScriptedServer();

const list = (catalog: string, schema: string) =>
  runAction("listRegisteredModels", { connection: tokenConnection(server.url), catalog, schema });

it("names in backticks are those without them", async () => {
  server.script({ body: {} });
  expect((await list("`main`", " `models` ")).data).toEqual([]);
  expect(server.arrivals[0]?.url).toContain("catalog_name=main&schema_name=models&");
});

it("a full name of the schema is refused by the input's label, not an empty list", async () => {
  server.script({ body: {} });
  expect((await failureOf(list("main", "main.models"))).message).toMatch(/^Schema must be one name alone/);
  expect(server.arrivals).toEqual([]);
});
