import { isBadCredential } from "./credentials";
import { withHint } from "./hints";
import { canRestartCluster, onlyWhen, type RequiredGrants, useWarehouseGrants } from "./requiredGrant";

const expected = (claim: string): string =>
  `io.jsonwebtoken.IncorrectClaimException: Expected ${claim} claim to be: https://sts.windows.net/1/, but was: https://sts.windows.net/2/.`;

const hintOf = (status: number, message: string): string =>
  withHint({ operation: "GET /x", status, message }).hint ?? "";

describe("a token that the workspace does not accept", () => {
  it.each([
    [401, "anything"],
    [403, "Invalid access token."],
    [403, "Invalid token"],
    [403, "Token is expiring within 30 seconds. (token expired)"],
    [403, "Unauthorized access to Org: 7474646471015793"],
    [403, "User not authorized."],
    [400, expected("iss")],
    [400, expected("aud")],
  ])("is known by HTTP %i and %j", (status, message) => {
    expect(isBadCredential({ status, message })).toBe(true);
  });

  it.each([
    [403, "User does not have permission CREATE on catalog"],
    [403, "User not authorized to use the warehouse"],
    [400, "Invalid token in the query"],
    [500, expected("iss")],
    [undefined, expected("aud")],
  ])("is not meant by %p and %j", (status, message) => {
    expect(isBadCredential({ status, message })).toBe(false);
  });

  it("of another tenant leads to the tenant and the host", () => {
    expect(hintOf(400, expected("iss"))).toMatch(/another Microsoft Entra tenant.*Tenant ID.*Host/);
  });

  it("for another resource leads to the scopes", () => {
    expect(hintOf(400, expected("aud"))).toMatch(/Scopes.*2ff814a6-3304-4ab8-85cb-cd0e6f879c1d\/\.default/);
  });

  it("of an identity that is not in the workspace leads to adding it", () => {
    expect(hintOf(403, "Unauthorized access to Org: 1")).toMatch(/not in this workspace: add it there/);
  });

  it("leads to the connection where it has ended", () => {
    expect(hintOf(403, "Token is expiring within 30 seconds. (token expired)")).toMatch(/Renew it/);
  });
});

describe("a redirect of the workspace", () => {
  const redirected = (redirectTarget: string, namesWorkspace = false) =>
    withHint(
      { operation: "GET /x", status: 302, message: "it redirects", redirectTarget },
      { namesWorkspace },
    );

  it("leads to the host, and to the Workspace ID as the connection has one or not", () => {
    expect(redirected("/login.html").hint).toMatch(/also enter Workspace ID/);
    expect(redirected("/login.html", true).hint).toMatch(/the workspace of this ID/);
  });

  it("that refuses the network says so", () => {
    expect(redirected("/login.html?error=private-link-validation-error:12")).toMatchObject({
      message: expect.stringMatching(/refuses this network/),
      hint: expect.stringMatching(/^Allow the network/),
    });
  });
});

describe("a refusal that names no grant", () => {
  const refused = (message: string, grants?: RequiredGrants) =>
    withHint({ operation: "GET /x", status: 403, errorCode: "PERMISSION_DENIED", message }, { grants }).hint;

  it("leads to the grants that the action needs", () => {
    expect(refused("You do not have the permission.", useWarehouseGrants)).toBe(
      "The connection's identity lacks a permission for this: ask a workspace administrator to grant it. Needed in all: CAN USE on the SQL warehouse and the entitlement Databricks SQL access.",
    );
    expect(refused("Denied.", onlyWhen("if Start Cluster is on", [canRestartCluster]))).toBe(
      "Databricks does not say what is missing. Needed in all: if Start Cluster is on: CAN RESTART on the cluster.",
    );
  });

  it("leads to none where nothing is needed, or it is not known what", () => {
    const asked =
      "The connection's identity lacks a permission for this: ask a workspace administrator to grant it.";
    expect(refused("You do not have the permission.", { none: "It depends." })).toBe(asked);
    expect(refused("You do not have the permission.")).toBe(asked);
    expect(refused("Denied.", { none: "It depends." })).toBeUndefined();
  });

  it("is one by a name inside Databricks, too", () => {
    const message =
      "Unable to get space [0a1b]. Caused by User 7c-8d does not have read permission for node with aclPath /workspace/12/genie/34";
    expect(refused(message, [canRestartCluster])).toBe(
      "The connection's identity lacks a permission for this: ask a workspace administrator to grant it. Needed in all: CAN RESTART on the cluster.",
    );
  });

  it.each([
    [
      404,
      "Unable to get space [0a1b]. Caused by Node with resource name Some(datarooms/0a1b) does not exist.",
    ],
    [403, "Genie space not found"],
  ])("a Genie space that does not exist, or may not be seen, leads to the list: %i", (status, message) => {
    const failure = { operation: "POST /x", status, message };
    const listed =
      "Check the Genie Space ID: it must be listed by List Genie Spaces for the connection's identity.";
    expect(withHint(failure).hint).toBe(listed);
    expect(withHint(failure, { grants: [canRestartCluster] }).hint).toBe(
      `${listed} Needed in all: CAN RESTART on the cluster.`,
    );
  });

  it("is overruled by one that does", () => {
    expect(refused("User does not have USE CATALOG on Catalog 'main'.", useWarehouseGrants)).toBe(
      "The connection's identity lacks USE CATALOG on the catalog main: its owner, or a metastore administrator, can grant it.",
    );
  });
});

describe("a refusal without an error code", () => {
  const refused = (errorCode: string | undefined, message: string) =>
    withHint({ operation: "GET /x", status: 403, errorCode, message }, { grants: [canRestartCluster] }).hint;

  it.each([undefined, "403"])("leads to the grants that the action needs: %p", (code) => {
    expect(refused(code, "Forbidden")).toBe(
      "Databricks does not say what is missing. Needed in all: CAN RESTART on the cluster.",
    );
  });

  it("still leads to the connection where the token or the network is refused", () => {
    expect(refused("403", "Invalid access token.")).toMatch(/Renew it in the connection/);
    expect(refused(undefined, "Blocked by Databricks IP ACL")).toMatch(/IP access list/);
  });
});

describe("an object that does not exist", () => {
  const missing = (status: number, errorCode: string, message: string) =>
    withHint({ operation: "GET /x", status, errorCode, message }).hint;
  const check = "Check the ID, and that the connection is for the right workspace.";

  it.each([
    [400, "INVALID_PARAMETER_VALUE", "Job 7 does not exist.", " List Jobs lists the existing IDs."],
    [400, "INVALID_PARAMETER_VALUE", "Run 7 does not exist.", " List Job Runs lists the existing IDs."],
    [404, "CATALOG_DOES_NOT_EXIST", "Catalog 'x' does not exist.", " SHOW CATALOGS lists the visible ones."],
    [404, "RESOURCE_DOES_NOT_EXIST", "Run 'ab12' not found", ""],
    [404, "RESOURCE_DOES_NOT_EXIST", "Node ID 12 does not exist.", ""],
  ])("leads to what lists it, whatever the status: %i %s %s", (status, code, message, lookup) => {
    expect(missing(status, code, message)).toBe(`${check}${lookup}`);
  });

  it.each([
    [404, "PRINCIPAL_DOES_NOT_EXIST", "Could not find principal with name Loader."],
    [404, "RESOURCE_DOES_NOT_EXIST", "Could not find principal with name Loader."],
    [400, "RESOURCE_DOES_NOT_EXIST", "Principal: ServicePrincipalName(Loader) does not exist"],
    [undefined, "BAD_REQUEST", "[PRINCIPAL_DOES_NOT_EXIST] Could not find principal with name Loader."],
  ])("leads to the name of a principal: %s %s %s", (status, errorCode, message) => {
    expect(withHint({ operation: "GET /x", status, errorCode, message }).hint).toMatch(
      /application ID, not the name.* Find Principal .*only groups of the account/,
    );
  });

  it("leads to the warehouses by Databricks' older name of their IDs", () => {
    expect(missing(400, "INVALID_PARAMETER_VALUE", "abc is not a valid endpoint id.")).toMatch(
      /^Check the Warehouse ID: it must be listed by List SQL Warehouses/,
    );
  });

  it("is not taken from any other wrong request", () => {
    expect(missing(400, "INVALID_PARAMETER_VALUE", "Wrong page size.")).toBeUndefined();
  });
});
