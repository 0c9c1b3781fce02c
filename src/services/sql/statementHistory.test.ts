/** Pages of the query history as Databricks gives them. */
import { useScriptedServer } from "../../../test/support/scriptedServer";
import { testClient, tokenConnection } from "../../../test/support/testClient";
import { findStatements } from "./statementHistory";

const { server } = useScriptedServer();

const statement = (query_id: string, key: string) => ({
  query_id,
  status: "FINISHED",
  query_tags: [{ key: "statement_key", value: key }],
});

it("a last page that repeats its own token is read once", async () => {
  server.script(
    { body: { res: [statement("1", "step.a")], next_page_token: "second", has_next_page: true } },
    { body: { res: [statement("2", "step.b")], next_page_token: "second", has_next_page: false } },
  );
  const { client, lines } = testClient(tokenConnection(server.url));
  const found = await findStatements(client, "warehouse", "step.");
  expect(found.map(({ query_id }) => query_id)).toEqual(["1", "2"]);
  expect([server.arrivals.length, lines]).toEqual([2, []]);
});
