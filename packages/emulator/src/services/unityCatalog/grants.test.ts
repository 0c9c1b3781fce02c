import { currentUser } from "../../seed/identity";
import { registeredModel } from "../../seed/registeredModels";
import { catalog, volume } from "../../seed/unityCatalog";
import { directIndex } from "../../seed/vectorSearch";
import { warehouse } from "../../seed/warehouses";
import { catalogClient } from "./catalogClient";
import type { PrivilegeAssignment } from "./grants";

const { server, call, get, refused, sql } = catalogClient();

/** What a statement gives. */
const good = async (statement: string) =>
  (await call("POST", "/api/2.0/sql/statements", { statement, warehouse_id: warehouse.id })).body;

const privileges = async (path: string) => {
  const { privilege_assignments } = await get<{ privilege_assignments: PrivilegeAssignment[] }>(
    `effective-permissions/${path}`,
    { principal: currentUser.userName },
  );
  return privilege_assignments.flatMap((assignment) => assignment.privileges);
};

it("everybody may do everything in the workspace's own catalogs and read the others", async () => {
  const names = async (path: string) => (await privileges(path)).map(({ privilege }) => privilege);
  expect(await names("catalog/workspace")).toEqual(
    expect.arrayContaining([
      "CREATE_SCHEMA",
      "CREATE_TABLE",
      "MODIFY",
      "SELECT",
      "USE_CATALOG",
      "WRITE_VOLUME",
    ]),
  );
  const reading = ["BROWSE", "EXECUTE", "READ_VOLUME", "SELECT", "USE_CATALOG", "USE_SCHEMA"];
  expect(await names("TABLE/samples.aviation.flights")).toEqual(reading);
  expect(await names(`metastore/${catalog.metastore_id}`)).toEqual(["CREATE_CATALOG"]);
});

it("what stands in a catalog has its privileges from there", async () => {
  const select = { privilege: "SELECT" };
  const inherited = { ...select, inherited_from_type: "CATALOG", inherited_from_name: "workspace" };
  expect(await privileges("catalog/workspace")).toContainEqual(select);
  expect(await privileges("schema/workspace.default")).toContainEqual(inherited);
  expect(await privileges(`volume/${volume.full_name}`)).toContainEqual(inherited);
});

it("those of a model are those of a function", async () => {
  const names = (await privileges(`function/${registeredModel.full_name}`)).map(({ privilege }) => privilege);
  expect(names).toContain("EXECUTE");
});

it("those of a vector index are those of a table", async () => {
  const names = (await privileges(`table/${directIndex.name}`)).map(({ privilege }) => privilege);
  expect(names).toEqual(expect.arrayContaining(["SELECT", "MODIFY"]));
});

it("who may not manage a thing sees only what is granted to them", async () => {
  const all = await get<{ privilege_assignments: PrivilegeAssignment[] }>(
    "effective-permissions/catalog/samples",
  );
  expect(all.privilege_assignments.map(({ principal }) => principal)).toEqual([currentUser.userName]);
});

it("who holds them comes in pages", async () => {
  const { userName } = server().workspace.identity.servicePrincipal.user;
  server().workspace.pagination = { emptyPages: 0, maxPageSize: 1 };
  const first = await get("effective-permissions/catalog/main", { max_results: "0" });
  expect(first).toMatchObject({ privilege_assignments: [{ principal: currentUser.userName }] });
  const page_token = String(first.next_page_token);
  expect(await get("effective-permissions/catalog/main", { max_results: "150", page_token })).toEqual({
    privilege_assignments: [{ principal: userName, privileges: expect.any(Array) }],
  });
});

describe("a request changes them", () => {
  const change = async (path: string, ...changes: object[]) => {
    const { status, body } = await call("PATCH", `/api/2.1/unity-catalog/permissions/${path}`, { changes });
    return status === 200 ? body.privilege_assignments : [status, body.error_code, body.message];
  };

  it("as statements do, and is as harmless twice", async () => {
    await sql("GRANT SELECT ON SCHEMA main.default TO `a group`");
    const given = { principal: "A Group", add: ["USE_SCHEMA", "MODIFY"], remove: ["SELECT", "EXECUTE"] };
    const expected = [{ principal: "A Group", privileges: ["USE_SCHEMA", "MODIFY"] }];
    expect(await change("schema/main.default", given)).toEqual(expected);
    expect(await change("SCHEMA/Main.Default", given)).toEqual(expected);
    const { status, result } = await good("SHOW GRANTS `a group` ON SCHEMA main.default");
    expect([status, result]).toMatchObject([
      { state: "SUCCEEDED" },
      {
        data_array: [
          ["A Group", "USE SCHEMA", "SCHEMA", "main.default"],
          ["A Group", "MODIFY", "SCHEMA", "main.default"],
        ],
      },
    ]);
  });

  it("of a model as of a function", async () => {
    const { full_name } = registeredModel;
    expect(await change(`function/${full_name}`, { principal: "readers", add: ["EXECUTE"] })).toEqual([
      { principal: "readers", privileges: ["EXECUTE"] },
    ]);
  });

  it.each([
    [
      "schema/main.default",
      { principal: "g", add: ["SELECT"], remove: ["SELECT"] },
      400,
      "Duplicate privileges to add and delete for principal g.",
    ],
    [
      "volume/workspace.default.landing",
      { principal: "g", add: ["SELECT"] },
      400,
      "Privilege SELECT is not applicable to this entity [workspace.default.landing:VOLUME]. If this seems unexpected, please check the privilege version of the metastore in use [1.0].",
    ],
    [
      "catalog/main",
      { principal: "users", add: ["BROWSE"] },
      404,
      "Could not find principal with name users",
    ],
    ["catalog/samples", { principal: "g", add: ["BROWSE"] }, 403, "Catalog 'samples' is read-only."],
    ["catalog/none", { principal: "g", add: ["BROWSE"] }, 404, "Catalog 'none' does not exist."],
    [
      "catalog/main",
      { principal: "g", add: ["ALL_PRIVILEGES"] },
      501,
      "The local workspace does not grant ALL_PRIVILEGES.",
    ],
  ])("is refused: %s %j", async (path, given, status, message) => {
    const refusal = (await change(path, given)) as unknown[];
    expect([refusal[0], refusal[2]]).toEqual([status, message]);
  });
});

it("a page that is too small is refused", async () => {
  expect((await refused("permissions/catalog/main?max_results=149")).slice(0, 2)).toEqual([
    400,
    "INVALID_PARAMETER_VALUE",
  ]);
});

it.each([
  ["table/main.default.none", 404, "TABLE_DOES_NOT_EXIST"],
  ["metastore/none", 404, "METASTORE_DOES_NOT_EXIST"],
  ["catalog/main?principal=none", 404, "PRINCIPAL_DOES_NOT_EXIST"],
  ["thing/main", 400, "INVALID_PARAMETER_VALUE"],
  ["function/main.default.f", 501, "NOT_IMPLEMENTED"],
  ["share/s", 501, "NOT_IMPLEMENTED"],
])("%s is refused", async (path, status, code) => {
  expect((await refused(`effective-permissions/${path}`)).slice(0, 2)).toEqual([status, code]);
});

it("the metastore that the workspace is attached to has the default catalog", async () => {
  const { metastore_id } = catalog;
  const answer = await fetch(`${server().url}/api/2.1/unity-catalog/current-metastore-assignment`, {
    headers: { authorization: `Bearer ${server().token}` },
  });
  const { organizationId } = server().workspace.credentials;
  expect(await answer.text()).toBe(
    `{"default_catalog_name":"workspace","metastore_id":"${metastore_id}","workspace_id":${organizationId}}`,
  );
  expect(await get("metastore_summary")).toMatchObject({ metastore_id, owner: currentUser.userName });
});
