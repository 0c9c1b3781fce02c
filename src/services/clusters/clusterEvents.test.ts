/** Pages of events as Databricks gives them. */
import { useScriptedServer } from "../../../test/support/scriptedServer";
import { runAction, tokenConnection } from "../../../test/support/testClient";

const { server } = useScriptedServer();

const event = (timestamp: number) => ({ cluster_id: "c", timestamp, type: "RUNNING", details: {} });

const run = async (): Promise<unknown> =>
  (await runAction("listClusterEvents", { connection: tokenConnection(server.url), clusterId: "c" })).data;

it("a page that holds the search for the next one is followed by it", async () => {
  const next = { cluster_id: "c", end_time: 1_730_000_000_000, order: "DESC", offset: 50, limit: 50 };
  server.script(
    { body: { events: [event(2)], next_page: next, total_count: 51 } },
    { body: { events: [event(1)], total_count: 51 } },
  );
  expect(await run()).toEqual([event(2), event(1)]);
  expect(JSON.parse(String(server.arrivals[1]?.body))).toEqual(next);
});

it("a token counts more than such a search", async () => {
  server.script(
    { body: { events: [event(2)], next_page: { offset: 50 }, next_page_token: "t", total_count: 51 } },
    { body: { events: [event(1)], next_page_token: "" } },
  );
  expect(await run()).toEqual([event(2), event(1)]);
  expect(JSON.parse(String(server.arrivals[1]?.body))).toMatchObject({ cluster_id: "c", page_token: "t" });
});
