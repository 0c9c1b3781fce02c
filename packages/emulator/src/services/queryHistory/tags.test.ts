/** The tags of statements, which the official client does not know yet. */

import { warehouse } from "../../seed/warehouses";
import { workspaceClient } from "../../workspaceClient";

const { call, good } = workspaceClient({});

const execute = (query_tags?: object[]) =>
  call("POST", "/api/2.0/sql/statements", {
    statement: "SELECT 1",
    warehouse_id: warehouse.id,
    query_tags,
  });
const shownTags = async () => {
  const { res } = await good<{ res: { query_tags?: object[] }[] }>("GET", "/api/2.0/sql/history/queries");
  return res.map(({ query_tags }) => query_tags);
};

it("the history shows the tags of a statement, 20 at most, and none where there are none", async () => {
  const tags = Array.from({ length: 22 }, (_, index) => ({ key: `tag ${index}`, value: "1" }));
  await execute(tags);
  await execute();
  await execute([]);
  expect(await shownTags()).toEqual([undefined, undefined, tags.slice(0, 20)]);
});

it("the table system.query.history has them as a map, once the statement has ended", async () => {
  await execute([{ key: "team", value: "data" }, { key: "bare" }]);
  const answer = await good("POST", "/api/2.0/sql/statements", {
    statement: "SELECT execution_status, query_tags, query_tags['team'] FROM system.query.history",
    warehouse_id: warehouse.id,
  });
  expect(answer).toMatchObject({
    result: { data_array: [["FINISHED", '{"team":"data","bare":null}', "data"]] },
  });
});
