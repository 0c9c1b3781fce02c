import { startAt } from "../../fixedStart";
import { currentUser } from "../../seed/identity";
import { catalogClient } from "./catalogClient";

const { server, call, get, sql } = catalogClient();

const base = "/api/2.1/unity-catalog/entity-tag-assignments";

const send = async (method: string, path: string, body?: object) => {
  const { status, body: answer } = await call(method, `${base}${path}`, body);
  return status === 200 ? answer : [status, answer.error_code];
};

const create = (entity_type: string, entity_name: string, tag_key: string, tag_value?: string) =>
  send("POST", "", { entity_type, entity_name, tag_key, ...(tag_value !== undefined && { tag_value }) });

const list = (entity: string) => get(`entity-tag-assignments/${entity}/tags`);

it.each([
  ["catalogs", "main"],
  ["schemas", "main.default"],
  ["tables", "main.default.t"],
  ["columns", "main.default.t.a b"],
  ["volumes", "main.default.v"],
])("a tag of one of the %s is made, changed and deleted", async (type, name) => {
  await sql("CREATE TABLE main.default.t (`a b` INT)", "CREATE VOLUME main.default.v");
  const entity = `${type}/${encodeURIComponent(name)}`;
  const tag = {
    entity_type: type,
    entity_name: name,
    tag_key: "a/b",
    tag_value: "",
    update_time: new Date(startAt).toISOString(),
    updated_by: currentUser.userName,
  };
  expect(await list(entity)).toEqual({});
  expect(await create(type, name, "a/b")).toEqual(tag);
  expect(await create(type, name, "a/b")).toEqual([409, "ALREADY_EXISTS"]);
  const own = `/${entity}/tags/a%2Fb`;
  const changed = { ...tag, tag_value: "x" };
  expect(await send("PATCH", `${own}?update_mask=tag_value`, changed)).toEqual(changed);
  expect(await send("PATCH", `${own}?update_mask=tag_key`, changed)).toEqual([
    400,
    "INVALID_PARAMETER_VALUE",
  ]);
  expect(await send("GET", own)).toEqual(changed);
  expect(await list(entity)).toEqual({ tag_assignments: [changed] });
  expect(await send("DELETE", own)).toEqual({});
  expect(await send("DELETE", own)).toEqual([404, "RESOURCE_DOES_NOT_EXIST"]);
});

it("tags go with what they are of, and stay with what gets another name", async () => {
  await sql("CREATE TABLE main.default.t (a INT)");
  await create("tables", "main.default.t", "k", "1");
  await create("columns", "main.default.t.A", "k", "2");
  await sql("ALTER TABLE main.default.t RENAME TO main.default.u");
  expect(await list("tables/main.default.u")).toMatchObject({ tag_assignments: [{ tag_value: "1" }] });
  expect(await list("columns/main.default.u.a")).toMatchObject({ tag_assignments: [{ tag_value: "2" }] });
  await sql("DROP TABLE main.default.u", "CREATE TABLE main.default.u (a INT)");
  expect(await list("tables/main.default.u")).toEqual({});
  expect(await list("columns/main.default.u.a")).toEqual({});
});

it.each([
  ["catalogs", "none", [404, "CATALOG_DOES_NOT_EXIST"]],
  ["columns", "samples.aviation.flights.none", [404, "COLUMN_DOES_NOT_EXIST"]],
  ["things", "main", [400, "INVALID_PARAMETER_VALUE"]],
])("is refused on %s %s", async (type, name, refusal) => {
  expect(await create(type, name, "k")).toEqual(refusal);
});

it("are changed by whoever may", async () => {
  server().workspace.grants.revoke([{ securable: "catalog", id: "main", privilege: "APPLY_TAG" }]);
  expect(await create("schemas", "main.default", "k")).toEqual([403, "PERMISSION_DENIED"]);
  expect(await list("schemas/main.default")).toEqual({});
});
