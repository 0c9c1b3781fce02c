import { grantHint, missingGrant } from "./missingGrant";

describe("a refusal names the grant", () => {
  it.each([
    ["User does not have USE CATALOG on Catalog 'main'.", "USE CATALOG", "catalog", "main"],
    ["User does not have USE SCHEMA on Schema 'main.s'.", "USE SCHEMA", "schema", "main.s"],
    ["Insufficient privileges: User does not have SELECT on Table 'a.b.c'.", "SELECT", "table", "a.b.c"],
    ["User does not have EXECUTE on Routine or Model 'a.b.c'.", "EXECUTE", "model", "a.b.c"],
    [
      "User a@b.c does not have View or Admin or Manage Run or Owner permissions on job 7",
      "CAN VIEW",
      "job",
      "7",
    ],
    [
      "User a@b.c does not have Manage Run or Owner or Admin permissions on job 7",
      "CAN MANAGE RUN",
      "job",
      "7",
    ],
    ["User a@b.c does not have Admin or Owner permissions on job 7", "CAN MANAGE", "job", "7"],
    [
      "a@b.c does not have Attach permissions on Shared. Please contact your administrator for access.",
      "CAN ATTACH TO",
      "cluster",
      "Shared",
    ],
    ["You do not have permission to attach to cluster 0103-1-x", "CAN ATTACH TO", "cluster", "0103-1-x"],
    ["You do not have permission to use the SQL Warehouse.", "CAN USE", "SQL warehouse", undefined],
    ["x is not authorized to manage this SQL Endpoint.", "CAN MANAGE", "SQL warehouse", undefined],
    ["User does not have permission 'Query' on Endpoint m", "CAN QUERY", "serving endpoint", "m"],
  ])("%s", (message, grant, kind, name) => {
    expect(missingGrant(message)).toEqual({ grant, kind, name });
  });

  it.each(["", "No.", "User does not have the privilege.", "does not have  on Catalog"])(
    "or none: %s",
    (message) => {
      expect(missingGrant(message)).toBeUndefined();
    },
  );
});

it("the hint says who can grant it", () => {
  expect(grantHint({ grant: "SELECT", kind: "table", name: "a.b.c" })).toBe(
    "The connection's identity lacks SELECT on the table a.b.c: its owner, or a metastore administrator, can grant it.",
  );
  expect(grantHint({ grant: "CAN USE", kind: "SQL warehouse" })).toBe(
    "The connection's identity lacks CAN USE on the SQL warehouse: whoever manages it, or a workspace administrator, can grant it.",
  );
});
