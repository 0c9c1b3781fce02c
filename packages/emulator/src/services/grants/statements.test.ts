import { currentUser } from "../../seed/identity";
import { warehouse } from "../../seed/warehouses";
import { grantsClient } from "./grantsClient";

const { call, revoke } = grantsClient();

const { userName: me } = currentUser;

interface Status {
  state: string;
  sql_state?: string;
  error?: { message: string };
}

const run = async (statement: string): Promise<{ status: Status; rows: string[][] }> => {
  const { body } = await call("POST", "/api/2.0/sql/statements", { warehouse_id: warehouse.id, statement });
  const { data_array = [] } = (body.result ?? {}) as { data_array?: string[][] };
  return { status: body.status as Status, rows: data_array };
};

const done = async (...statements: string[]): Promise<string[][]> => {
  let rows: string[][] = [];
  for (const statement of statements) {
    const answer = await run(statement);
    expect([statement, answer.status]).toEqual([statement, { state: "SUCCEEDED" }]);
    rows = answer.rows;
  }
  return rows;
};

const failed = async (statement: string): Promise<string> => {
  const { status } = await run(statement);
  expect(status.state).toBe("FAILED");
  return status.error?.message ?? "";
};

/** What a route tells of one principal. */
const told = async (route: string, principal: string) => {
  const { body } = await call(
    "GET",
    `/api/2.1/unity-catalog/${route}?principal=${encodeURIComponent(principal)}`,
  );
  return body.privilege_assignments;
};

beforeEach(() => done("CREATE SCHEMA main.acme", "CREATE TABLE main.acme.t AS SELECT 1 AS a"));

it("a grant to a group is shown by SHOW GRANTS, by both routes, and on what stands below", async () => {
  expect(await done("GRANT USE SCHEMA, SELECT ON SCHEMA main.Acme TO `Acme people`")).toEqual([]);
  await done("GRANT SELECT ON SCHEMA main.acme TO `acme PEOPLE`");
  const onSchema = [
    ["Acme people", "USE SCHEMA", "SCHEMA", "main.acme"],
    ["Acme people", "SELECT", "SCHEMA", "main.acme"],
  ];
  expect(await done("SHOW GRANTS `acme people` ON SCHEMA main.acme")).toEqual(onSchema);
  expect(await done("SHOW GRANT `acme people` ON main.acme.t")).toEqual(onSchema);
  const all = await done("SHOW GRANTS ON TABLE main.acme.t");
  expect(all).toEqual(expect.arrayContaining([...onSchema, [me, "SELECT", "CATALOG", "main"]]));
  expect(await told("permissions/schema/main.acme", "Acme people")).toEqual([
    { principal: "Acme people", privileges: ["USE_SCHEMA", "SELECT"] },
  ]);
  const from = { inherited_from_type: "SCHEMA", inherited_from_name: "main.acme" };
  expect(await told("effective-permissions/table/main.acme.t", "Acme people")).toEqual([
    {
      principal: "Acme people",
      privileges: [
        { privilege: "USE_SCHEMA", ...from },
        { privilege: "SELECT", ...from },
      ],
    },
  ]);
  await done("REVOKE USE SCHEMA ON SCHEMA main.acme FROM `acme people`");
  expect(await done("SHOW GRANTS `acme people` ON SCHEMA main.acme")).toEqual(onSchema.slice(1));
  await done("SELECT * FROM main.acme.t");
});

it.each([me, "account users", "ACCOUNT USERS"])(
  "what was taken away comes back with a grant to %s, and goes with a REVOKE",
  async (principal) => {
    await revoke("table", "main.acme.t", "SELECT");
    await failed("SELECT * FROM main.acme.t");
    await done(`GRANT SELECT ON SCHEMA main.acme TO \`${principal}\``, "SELECT * FROM main.acme.t");
    await done(`REVOKE SELECT ON SCHEMA main.acme FROM \`${principal}\``);
    expect(await failed("SELECT * FROM main.acme.t")).toContain("User does not have SELECT on Table");
    expect(await told("permissions/schema/main.acme", me)).toBeUndefined();
    await done(`GRANT SELECT ON TABLE main.acme.t TO \`${principal}\``);
    expect(await done("SELECT * FROM main.acme.t")).toEqual([["1"]]);
    await revoke("schema", "main.acme", "SELECT");
    await failed("SELECT * FROM main.acme.t");
    expect(JSON.stringify(await done("SHOW GRANTS ON TABLE main.acme.t"))).not.toContain('"SELECT"');
  },
);

it("a privilege that two grants give is there until both are revoked", async () => {
  await done(
    `GRANT SELECT ON TABLE main.acme.t TO \`${me}\``,
    "GRANT SELECT ON main.acme.t TO `account users`",
  );
  await done("REVOKE SELECT ON main.acme.t FROM `account users`", "SELECT * FROM main.acme.t");
  await done(`REVOKE SELECT ON main.acme.t FROM \`${me}\``);
  await failed("SELECT * FROM main.acme.t");
});

it("a grant to somebody else gives the caller nothing back", async () => {
  await revoke("table", "main.acme.t", "SELECT");
  await done("GRANT SELECT ON TABLE main.acme.t TO analysts");
  await failed("SELECT * FROM main.acme.t");
});

it("grants go with what they were made on, and follow its new name", async () => {
  await done("CREATE VOLUME main.acme.v", "GRANT READ VOLUME ON VOLUME main.acme.v TO g");
  await done("GRANT SELECT ON TABLE main.acme.t TO g", "ALTER TABLE main.acme.t RENAME TO u");
  expect(await done("SHOW GRANTS g ON TABLE main.acme.u")).toEqual([["g", "SELECT", "TABLE", "main.acme.u"]]);
  await call("PATCH", "/api/2.1/unity-catalog/volumes/main.acme.v", { new_name: "w" });
  expect(await done("SHOW GRANTS g ON VOLUME main.acme.w")).toEqual([
    ["g", "READ VOLUME", "VOLUME", "main.acme.w"],
  ]);
  await done("DROP VOLUME main.acme.w", "CREATE VOLUME main.acme.w");
  expect(await done("SHOW GRANTS g ON VOLUME main.acme.w")).toEqual([]);
  await done("DROP SCHEMA main.acme CASCADE", "CREATE SCHEMA main.acme", "CREATE TABLE main.acme.u (a INT)");
  expect(await done("SHOW GRANTS g ON TABLE main.acme.u")).toEqual([]);
});

it.each([
  [
    "GRANT SELECT ON TABLE main.acme.t TO users",
    "[PRINCIPAL_DOES_NOT_EXIST] Could not find principal with name users.",
  ],
  [
    "GRANT USE CATALOG ON SCHEMA main.acme TO g",
    "Privilege USE CATALOG is not applicable to this entity [main.acme:SCHEMA]",
  ],
  [
    "GRANT FLY ON TABLE main.acme.t TO g",
    "Privilege FLY is not applicable to this entity [main.acme.t:TABLE]",
  ],
  ["GRANT SELECT ON CATALOG samples TO g", "Catalog 'samples' is read-only."],
])("%s is refused", async (statement, message) => {
  expect(await failed(statement)).toContain(message);
});

it("whoever may not manage a thing can neither grant it nor see others' grants", async () => {
  await done("GRANT SELECT ON SCHEMA main.acme TO g");
  await revoke("schema", "main.acme", "MANAGE");
  for (const statement of [
    "GRANT SELECT ON SCHEMA main.acme TO g",
    "REVOKE SELECT ON SCHEMA main.acme FROM g",
  ]) {
    expect(await failed(statement)).toContain("User does not have MANAGE on Schema 'main.acme'.");
  }
  expect(await done("SHOW GRANTS g ON SCHEMA main.acme")).toEqual([]);
});
