import { warehouse } from "../seed/warehouses";
import { catalogClient } from "../services/unityCatalog/catalogClient";

const { call, control } = catalogClient();

const conflict = {
  message: "[DELTA_CONCURRENT_APPEND] ConcurrentAppendException: Files were added by a concurrent update.",
  sql_state: "2D521",
};

const execute = async (statement: string) => {
  const request = { statement, warehouse_id: warehouse.id };
  const { status, body } = await call("POST", "/api/2.0/sql/statements", request);
  return [status, body.status];
};
const succeeded = [200, { state: "SUCCEEDED" }];

it("the next matching statements fail, and do nothing", async () => {
  await execute("CREATE TABLE main.default.t (a INT)");
  await control("faults", { statement: "^\\s*INSERT", error: conflict, times: 2 });
  const failed = [
    200,
    {
      state: "FAILED",
      error: { error_code: "BAD_REQUEST", message: conflict.message },
      sql_state: "2D521",
    },
  ];
  const insert = "\ninsert into main.default.t\nVALUES (1)";
  expect(await execute("SELECT 1")).toEqual(succeeded);
  expect([await execute(insert), await execute(insert)]).toEqual([failed, failed]);
  expect(await execute("SELECT assert_true(count(*) = 0) FROM main.default.t")).toEqual(succeeded);
  expect(await execute(insert)).toEqual(succeeded);
});

it("an error may have a code of its own, and none of the other fields", async () => {
  await control("faults", { statement: "SELECT 1", error: { message: "Busy", error_code: "ABORTED" } });
  expect(await execute("SELECT 1")).toEqual([
    200,
    { state: "FAILED", error: { error_code: "ABORTED", message: "Busy" } },
  ]);
});

it("a request is told by its statement, whatever goes wrong with it", async () => {
  await control("faults", {
    statement: "^COPY",
    status: 503,
    body: { error_code: "TEMPORARILY_UNAVAILABLE" },
  });
  expect(await execute("SELECT 1")).toEqual(succeeded);
  expect((await execute("COPY INTO t FROM '/Volumes/a/b/c'"))[0]).toBe(503);
});

it.each([
  { statement: "^(", status: 500 },
  { error: "conflict" },
  { error: {} },
  { error: { message: "a", state: "b" } },
  { bytes_per_second: 0 },
  { drop_after_bytes: -1 },
])("a wrong fault is refused: %j", async (fault) => {
  expect((await call("POST", "/__workspace/faults", fault)).status).toBe(400);
});
