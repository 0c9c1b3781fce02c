import { startAt } from "../../fixedStart";
import { currentUser } from "../../seed/identity";
import { volume } from "../../seed/unityCatalog";
import { catalogClient, names } from "./catalogClient";
import type { Table, Volume } from "./objects";

const { server, call, get, sql, control } = catalogClient();

const volumes = "/api/2.1/unity-catalog/volumes";
const managed = { catalog_name: "main", schema_name: "default", name: "in", volume_type: "MANAGED" };

const create = async (fields: object) => (await call("POST", volumes, fields)).body;
const refused = async (method: string, path: string, body?: unknown) => {
  const { status, body: answer } = await call(method, path, body);
  return [status, answer.error_code, answer.message];
};
const send = (method: string, path: string, body?: string) =>
  fetch(`${server().url}/api/2.0/fs/files${path}`, {
    method,
    headers: { authorization: `Bearer ${server().token}` },
    body,
  });

it("a volume is created with its names in lower case, and deleted with its files", async () => {
  const made = await create({ ...managed, name: "Incoming", comment: "Files" });
  const { userName } = currentUser;
  expect(made).toEqual({
    name: "incoming",
    catalog_name: "main",
    schema_name: "default",
    full_name: "main.default.incoming",
    volume_type: "MANAGED",
    volume_id: expect.any(String),
    storage_location: expect.stringContaining(String(made.volume_id)),
    comment: "Files",
    owner: userName,
    metastore_id: volume.metastore_id,
    created_at: startAt,
    created_by: userName,
    updated_at: startAt,
    updated_by: userName,
  });
  expect((await send("PUT", "/Volumes/main/default/incoming/a", "1")).status).toBe(204);
  expect(await call("DELETE", `${volumes}/main.default.incoming`)).toEqual({ status: 200, body: {} });
  expect((await send("GET", "/Volumes/main/default/incoming/a")).status).toBe(404);
  await create({ ...managed, name: "incoming" });
  expect((await send("GET", "/Volumes/main/default/incoming/a")).status).toBe(404);
});

it("an external volume has the location that it is given", async () => {
  expect(
    await create({ ...managed, volume_type: "EXTERNAL", storage_location: "s3://bucket/files/" }),
  ).toMatchObject({ volume_type: "EXTERNAL", storage_location: "s3://bucket/files" });
});

it("a volume gets another comment, owner and name, and keeps its files", async () => {
  await create(managed);
  await send("PUT", "/Volumes/main/default/in/a", "1");
  await control("clock", { advance_ms: 1000 });
  const change = { comment: "Other", owner: "grace@example.com", new_name: "Out" };
  const { body } = await call("PATCH", `${volumes}/main.default.in`, change);
  expect(body).toMatchObject({
    name: "out",
    full_name: "main.default.out",
    comment: "Other",
    owner: "grace@example.com",
    updated_at: startAt + 1000,
  });
  expect(await get<Volume>("volumes/main.default.out")).toEqual(body);
  expect(await (await send("GET", "/Volumes/main/default/out/a")).text()).toBe("1");
  expect((await call("GET", `${volumes}/main.default.in`)).status).toBe(404);
});

it.each([
  [{ ...managed, name: "" }, 400, "INVALID_PARAMETER_VALUE"],
  [{ ...managed, name: "a b" }, 400, "INVALID_PARAMETER_VALUE"],
  [{ ...managed, name: "a.b" }, 400, "INVALID_PARAMETER_VALUE"],
  [{ ...managed, name: "x".repeat(256) }, 400, "INVALID_PARAMETER_VALUE"],
  [{ ...managed, volume_type: "OTHER" }, 400, "INVALID_PARAMETER_VALUE"],
  [{ ...managed, volume_type: "EXTERNAL" }, 400, "INVALID_PARAMETER_VALUE"],
  [{ ...managed, storage_location: "s3://bucket" }, 400, "INVALID_PARAMETER_VALUE"],
  [{ ...managed, schema_name: "none" }, 404, "SCHEMA_DOES_NOT_EXIST"],
  [{ ...managed, catalog_name: "none" }, 404, "CATALOG_DOES_NOT_EXIST"],
  [{ ...managed, catalog_name: "samples", schema_name: "aviation" }, 403, "PERMISSION_DENIED"],
  [{ ...managed, schema_name: "information_schema" }, 403, "PERMISSION_DENIED"],
])("no volume is created from %j", async (fields, status, code) => {
  expect((await refused("POST", volumes, fields)).slice(0, 2)).toEqual([status, code]);
});

it("a name that is taken is refused, and a volume that is missing", async () => {
  await create(managed);
  const taken = [400, "VOLUME_ALREADY_EXISTS", "Volume 'main.default.in' already exists"];
  expect(await refused("POST", volumes, managed)).toEqual(taken);
  await create({ ...managed, name: "other" });
  expect(await refused("PATCH", `${volumes}/main.default.other`, { new_name: "in" })).toEqual(taken);
  for (const method of ["PATCH", "DELETE"]) {
    expect((await refused(method, `${volumes}/main.default.none`, {}))[0]).toBe(404);
  }
});

it.each([
  ["schema", "main.default", "CREATE_VOLUME", "POST", volumes, "CREATE VOLUME on Schema 'main.default'"],
  [
    "volume",
    volume.full_name,
    "MANAGE",
    "PATCH",
    `${volumes}/${volume.full_name}`,
    `MANAGE on Volume '${volume.full_name}'`,
  ],
  [
    "volume",
    volume.full_name,
    "MANAGE",
    "DELETE",
    `${volumes}/${volume.full_name}`,
    `MANAGE on Volume '${volume.full_name}'`,
  ],
])("by the %s %s without %s a %s is refused", async (securable, id, privilege, method, path, words) => {
  await control("grants", { revoke: [{ securable, id, privilege }] });
  expect(await refused(method, path, method === "POST" ? managed : {})).toEqual([
    403,
    "PERMISSION_DENIED",
    `User does not have ${words}.`,
  ]);
});

it("statements create, list and drop the same volumes", async () => {
  await sql("CREATE VOLUME main.default.fromSql COMMENT 'Made by a statement'");
  expect(await get("volumes/main.default.fromsql")).toMatchObject({
    comment: "Made by a statement",
    volume_type: "MANAGED",
  });
  await create(managed);
  await sql("DROP VOLUME main.default.in");
  const { volumes: left } = await get("volumes", { catalog_name: "main", schema_name: "default" });
  expect(names(left)).toEqual(["fromsql"]);
});

it("a table says what its primary key is, and a list of tables does not", async () => {
  await sql("CREATE TABLE main.default.t (id INT NOT NULL, a INT, CONSTRAINT pk PRIMARY KEY (id))");
  expect((await get<Table>("tables/main.default.t")).table_constraints).toEqual([
    { primary_key_constraint: { name: "pk", child_columns: ["id"] } },
  ]);
  const { tables } = await get<{ tables: Table[] }>("tables", {
    catalog_name: "main",
    schema_name: "default",
  });
  expect(tables[0]).not.toHaveProperty("table_constraints");
});

it("a generated column says how", async () => {
  await sql("CREATE TABLE main.default.g (a INT, b INT GENERATED ALWAYS AS (a * 2))");
  const { columns = [] } = await get<Table>("tables/main.default.g");
  expect(JSON.parse(columns[1]?.type_json ?? "")).toMatchObject({
    metadata: { "delta.generationExpression": "a * 2" },
  });
});
