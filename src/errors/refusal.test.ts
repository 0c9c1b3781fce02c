import { DatabricksError } from "../http/errors";
import { withHint } from "./hints";
import { isMissingRight, readRefusal } from "./refusal";

const hintOf = (message: string, status = 403, errorCode?: string): string | undefined =>
  withHint({ operation: "GET /x", status, message, errorCode }).hint;

describe("a refusal that is no missing grant gets advice of its own:", () => {
  it.each([
    ["Unauthorized network access to workspace: 1234567890123456", /network rule.*No grant is missing/],
    ["Public access is not allowed for workspace: 12", /network rule/],
    ["Public network access is disabled for this workspace.", /network rule/],
    ["The request was blocked by a network policy", /network rule/],
    ["Access denied by serverless ingress policy", /network rule/],
    ["Private Link validation failed", /network rule/],
    [
      "Source IP address: 75.125.237.108 is blocked by Databricks IP ACL for workspace: 7474646471015793",
      /IP access list.*No grant is missing/,
    ],
    ["IP access list validation failed", /IP access list/],
    [
      "Provided access token does not have required scopes: sql",
      /lacks the scope sql\..*No grant is missing/,
    ],
    [
      "Provided OAuth token does not have required scopes: sql, unity-catalog [ReqId: 1]",
      /lacks the scope sql, unity-catalog\./,
    ],
    ["Token lacks the scope 'files'", /lacks the scope files\./],
    ["Workspace 12 is suspended.", /is not available/],
    ["This workspace has been disabled by an administrator", /is not available/],
    ["Your account was cancelled", /is not available/],
    ["The free trial of this workspace has ended", /is not available/],
    ["User ada@example.com is deactivated", /identity .* is deactivated/],
    [
      "This API is disabled for users without the databricks-sql-access or workspace-access entitlements",
      /the entitlement Databricks SQL access or Workspace access/,
    ],
    ["The user does not have the SQL access entitlement", /the entitlement Databricks SQL access:/],
    [
      "You are not authorized to create clusters. Please contact your administrator.",
      /Unrestricted cluster creation/,
    ],
    ["Lakebase is not enabled for this workspace", /feature is disabled/],
    ["Personal access tokens are disabled", /feature is disabled/],
    ["Only workspace admins can list these.", /Only a workspace administrator/],
    ["User is not an account admin", /Only a account administrator|Only an account administrator/],
    ["The quota of jobs has been exceeded", /limit of the workspace or the account/],
  ])("%s", (message, advice) => {
    expect(hintOf(message)).toMatch(advice);
    expect(hintOf(message)).not.toMatch(/lacks CAN |another permission/);
  });

  it("a feature that is switched off, whatever the status", () => {
    expect(hintOf("No.", 400, "FEATURE_DISABLED")).toMatch(/feature is disabled/);
  });

  it("a quota, with the code alone, too", () => {
    expect(hintOf("No.", 400, "QUOTA_EXCEEDED")).toMatch(/limit of the workspace/);
    expect(hintOf("Too many requests", 429)).toMatch(/rate of requests/);
  });

  it("scopes with status 401, which mean no bad token", () => {
    expect(hintOf("insufficient_scope", 401)).toMatch(/created for other APIs/);
    expect(hintOf("No.", 401, "insufficient_scope")).toMatch(/created for other APIs/);
  });
});

describe("nothing is guessed", () => {
  it.each([
    "No.",
    "Forbidden",
    "Access denied",
    "You cannot do this.",
    "Please contact your administrator for access.",
    "Cannot read 'network policy'",
  ])("of %j", (message) => {
    expect(readRefusal({ status: 403, message })).toBeUndefined();
    expect(hintOf(message)).toBeUndefined();
    expect(hintOf(message, 403, "PERMISSION_DENIED")).toBeUndefined();
  });

  it.each([
    "Table 'a.quota.exceeded' was refused",
    "Workspace path not found",
    "Source IP address: 1.2.3.4 is blocked by Databricks IP ACL",
    "Unauthorized network access to workspace: 12",
    "scopes are required",
  ])("with another status of %j", (message) => {
    expect(readRefusal({ status: 404, message })).toBeUndefined();
  });
});

it.each([
  [
    "User does not have SELECT on Table 'a.private-link.quota exceeded'.",
    /lacks SELECT on the table a\.private-link/,
  ],
  [
    "ada does not have Manage permissions on Job with ID: ElasticJobId(7). Please contact the owner or an administrator for access.",
    /lacks CAN MANAGE on the job 7/,
  ],
])("a grant that is named counts, whatever else the words look like: %s", (message, advice) => {
  expect(hintOf(message, 403, "PERMISSION_DENIED")).toMatch(advice);
});

it.each([
  ["You need MANAGE.", "PERMISSION_DENIED", true],
  ["Unauthorized network access to workspace: 12", "PERMISSION_DENIED", false],
  ["Provided access token does not have required scopes: sql", "PERMISSION_DENIED", false],
  ["Forbidden", undefined, false],
])("%s (%s) is for want of a right: %s", (message, errorCode, isRight) => {
  const error = new DatabricksError({ operation: "GET /x", status: 403, errorCode, message });
  expect(isMissingRight(error)).toBe(isRight);
});
