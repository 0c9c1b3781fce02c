import { grantHint, missingGrant } from "./missingGrant";

it("on every file is not taken for one on some file", () => {
  const missing = missingGrant("Insufficient privileges: User does not have permission SELECT on any file.");
  expect(missing).toEqual({ grant: "SELECT", name: "ANY FILE" });
});

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
    [
      "a@b.c does not have Manage permissions on Job with ID: ElasticJobId(123). Please contact the owner or an administrator for access.",
      "CAN MANAGE",
      "job",
      "123",
    ],
    [
      "a@b.c does not have View permissions on Job with ID: 42. Please contact the owner or an administrator for access.",
      "CAN VIEW",
      "job",
      "42",
    ],
    ["a does not have Manage Run permission on job 7.", "CAN MANAGE RUN", "job", "7"],
    [
      "a does not have Restart permissions on My shared cluster 1. Please contact your administrator for access.",
      "CAN RESTART",
      "cluster",
      "My shared cluster 1",
    ],
    [
      "a does not have Attach permissions on Job cluster. Please contact your administrator for access.",
      "CAN ATTACH TO",
      "cluster",
      "Job cluster",
    ],
    [
      "a does not have Manage permissions on 3245. Please contact the owner or an administrator for access.",
      "CAN MANAGE",
      undefined,
      "3245",
    ],
    [
      "a does not have Edit permissions on /Users/a@b.c/load. Please contact the owner or an administrator for access.",
      "CAN EDIT",
      undefined,
      "/Users/a@b.c/load",
    ],
    ["a does not have Edit permissions on notebook /Users/a/load.", "CAN EDIT", "notebook", "/Users/a/load"],
    ["User does not have View permissions on directory /Shared/x", "CAN READ", "folder", "/Shared/x"],
    ["User does not have Edit permissions on experiment 123.", "CAN EDIT", "experiment", "123"],
    ["User does not have Read permissions on query q-1", "CAN VIEW", "query", "q-1"],
    ["a@b.c does not have MANAGE permission on secret scope crm.", "MANAGE", "secret scope", "crm"],
    ["User a@b.c does not have WRITE permission on scope crm", "WRITE", "secret scope", "crm"],
    ["You do not have permission to read secret scope crm", "READ", "secret scope", "crm"],
    ["User does not have Manage permissions on table a.b.c", "MANAGE", "table", "a.b.c"],
    [
      "PERMISSION_DENIED: User a does not have permission to 'View' experiment with id 123",
      "CAN READ",
      "experiment",
      "123",
    ],
    ["User does not have permission to 'Edit' experiment with id 123", "CAN EDIT", "experiment", "123"],
    [
      "User does not have CAN_MANAGE permission on serving endpoint m.",
      "CAN MANAGE",
      "serving endpoint",
      "m",
    ],
    [
      "a does not have CAN_USE on warehouse 475b94ddc7cd5211.",
      "CAN USE",
      "SQL warehouse",
      "475b94ddc7cd5211",
    ],
    ["You are not authorized to view SQL warehouse 475b.", "CAN VIEW", "SQL warehouse", "475b"],
    ["User does not have Manage permissions on pipeline 1-2-3", "CAN MANAGE", "pipeline", "1-2-3"],
    ["PERMISSION_DENIED: User does not have SELECT on Table 'a.b.c'.", "SELECT", "table", "a.b.c"],
    [
      "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE SCHEMA on Schema 'a.b'. SQLSTATE: 42501",
      "USE SCHEMA",
      "schema",
      "a.b",
    ],
    ["User does not have CREATE SCHEMA on Catalog 'main'.", "CREATE SCHEMA", "catalog", "main"],
    ["User does not have CREATE_TABLE on Schema 'main.s'.", "CREATE TABLE", "schema", "main.s"],
    ["User does not have MANAGE on Table 'a.b.c'.", "MANAGE", "table", "a.b.c"],
    ["User does not have READ VOLUME on Volume 'a.b.v'.", "READ VOLUME", "volume", "a.b.v"],
    ["User does not have READ FILES on External Location 'loc'.", "READ FILES", "external location", "loc"],
    ["User does not have CREATE CATALOG on Metastore 'm'.", "CREATE CATALOG", "metastore", "m"],
    ["User does not have permission SELECT on table `default`.`t`.", "SELECT", "table", "default.t"],
    ["User does not have permission CREATE on catalog", "CREATE", "catalog", undefined],
    ["User is not an owner of Table 'a.b.c'.", "MANAGE or ownership", "table", "a.b.c"],
  ])("%s", (message, grant, kind, name) => {
    expect(missingGrant(message)).toEqual({ grant, ...(kind !== undefined && { kind }), name });
  });

  it.each([
    "",
    "No.",
    "User does not have the privilege.",
    "does not have  on Catalog",
    "Unauthorized network access to workspace: 123",
    "Provided access token does not have required scopes: sql",
    "Invalid access to Org: 1",
    "Please contact your administrator for access.",
    "The service does not have access to the internet",
    "You are not authorized to create clusters. Please contact your administrator.",
    "does not have any associated worker environments",
  ])("or none: %s", (message) => {
    expect(missingGrant(message)).toBeUndefined();
  });
});

it("the hint says who can grant it", () => {
  expect(grantHint({ grant: "SELECT", kind: "table", name: "a.b.c" })).toBe(
    "The connection's identity lacks SELECT on the table a.b.c: its owner, or a metastore administrator, can grant it.",
  );
  expect(grantHint({ grant: "CAN USE", kind: "SQL warehouse" })).toBe(
    "The connection's identity lacks CAN USE on the SQL warehouse: whoever manages it, or a workspace administrator, can grant it.",
  );
});
