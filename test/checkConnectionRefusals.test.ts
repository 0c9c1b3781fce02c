/** What Check Connection makes of a refusal: a grant or a scope that is missing, or a connection that is kept out. */
import { currentUserExample } from "../src/services/users/usersExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf } from "./support/component";
import { checkIn, everySecurable, lastCheckIn } from "./support/connectionChecks";
import { useWorkspace } from "./support/workspace";

const { userName } = currentUserExample;

const workspace = useWorkspace();

const check = (parameters: object) => checkIn(workspace, parameters);
const lastCheck = (parameters: object) => lastCheckIn(workspace, parameters);

const revoke = (securable: string, id: string, privilege: string) =>
  workspace.revoke({ securable, id, privilege });

const warehousePath = `/api/2.0/sql/warehouses/${warehouseExample.id}`;

describe("a token that was made for some APIs only", () => {
  const me = "/api/2.0/preview/scim/v2/Me";
  const lacks = (scope: string) => ({
    error_code: 403,
    message: `Provided access token does not have required scopes: ${scope}`,
  });

  it.each<[string, object]>([
    ["in the usual envelope", lacks("scim")],
    ["in that of the directory", { detail: lacks("scim").message, status: "403" }],
  ])("is checked though it may not ask who it is, refused %s", async (_name, body) => {
    await workspace.fault({ path: me, status: 403, times: 9, body });
    const result = await check(everySecurable);
    expect(result.identity).toEqual({ kind: "unknown", detail: lacks("scim").message });
    expect(result.ok).toBe(true);
    expect(result.checks).toHaveLength(Object.keys(everySecurable).length);
  });

  it("names grants without knowing to whom they are missing", async () => {
    await workspace.fault({ path: me, status: 403, body: lacks("scim") });
    await revoke("catalog", "samples", "USE_CATALOG");
    expect(await lastCheck({ catalog: "samples" })).toMatchObject({
      missing: "USE CATALOG",
      advice:
        "The connection's identity lacks USE CATALOG on the catalog samples: its owner, or a metastore administrator, can grant it.",
    });
  });

  it("has a scope missing, and no grant, where it may not read a thing", async () => {
    await workspace.fault({ path: warehousePath, status: 403, body: lacks("sql") });
    const result = await check(everySecurable);
    expect(result.ok).toBe(false);
    expect(result.checks[0]).toMatchObject({
      ok: false,
      advice: expect.stringContaining("lacks the scope sql"),
      detail: lacks("sql").message,
    });
    expect(result.checks[0]).not.toHaveProperty("missing");
    expect(result.checks.slice(1).every(({ ok }) => ok)).toBe(true);
  });
});

describe("a refusal", () => {
  const refuse = (message: string, error_code: string | number = "PERMISSION_DENIED") =>
    workspace.fault({ path: warehousePath, status: 403, body: { error_code, message }, times: 9 });

  it("that names no grant is told as it is, without a guess", async () => {
    await refuse("Request denied by policy.");
    const found = await lastCheck({ warehouseId: warehouseExample.id });
    expect(found).toMatchObject({ ok: false, detail: expect.stringContaining("Request denied by policy.") });
    expect(found).not.toHaveProperty("missing");
    expect(found?.advice).not.toContain("CAN USE");
  });

  it("that names a grant on something else is told of that", async () => {
    await refuse(
      `${userName} does not have Manage permissions on Job with ID: ElasticJobId(7). Please contact the owner or an administrator for access.`,
    );
    expect(await lastCheck({ warehouseId: warehouseExample.id })).toMatchObject({
      missing: "CAN MANAGE",
      advice: `The user ${userName} lacks CAN MANAGE on the job 7: open Jobs & Pipelines > 7 > Permissions and add it.`,
    });
  });

  it("for want of an entitlement names it", async () => {
    await refuse("This API is disabled for users without the databricks-sql-access entitlement");
    expect(await lastCheck({ warehouseId: warehouseExample.id })).toMatchObject({
      missing: "Databricks SQL access",
      advice: expect.stringContaining("the entitlement Databricks SQL access"),
    });
  });

  it.each([
    ["Unauthorized network access to workspace: 12", /network rule/],
    ["Source IP address: 1.2.3.4 is blocked by Databricks IP ACL for workspace: 12", /IP access list/],
    ["Workspace 12 is suspended", /is not available/],
  ])("that is about the whole connection is an error: %s", async (message, advice) => {
    await refuse(message, 403);
    const error = await failureOf(check(everySecurable));
    expect(error.message).toContain(message);
    expect(error.message).toMatch(advice);
    expect(error.message).not.toMatch(/lacks CAN USE/);
  });
});
