/** Permissions on objects, and who they can be given to. */
import {
  groupExample,
  otherUserExample,
  servicePrincipalExample,
} from "../src/services/access/accessExamples";
import type { ChangedPermissions, ObjectPermissions } from "../src/services/access/permissions";
import { jobExample } from "../src/services/jobs/jobsExamples";
import { currentUserExample } from "../src/services/users/usersExamples";
import { failureOf, runnerIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const run = runnerIn(workspace);

const jobObject = { objectType: "jobs", objectId: String(jobExample.job_id) };

const levelsOf = (list: ObjectPermissions["access_control_list"] = []): string[] =>
  list.map(
    ({ user_name, group_name, all_permissions = [] }) =>
      `${user_name ?? group_name ?? "principal"} ${all_permissions.map((one) => one?.permission_level)}`,
  );

const update = (parameters: object) =>
  run<ChangedPermissions>("updatePermissions", { ...jobObject, ...parameters });

const untouched = [`${currentUserExample.userName} IS_OWNER`, "principal CAN_MANAGE", "admins CAN_MANAGE"];

describe("permissions", () => {
  it("are added, changed and replaced, with the states before and after", async () => {
    const first = await update({
      permissions: [
        { principal: otherUserExample.userName, level: "CAN_VIEW" },
        { principal: servicePrincipalExample.applicationId, level: "can_manage_run" },
        { principal: groupExample.displayName, level: "CAN_VIEW" },
      ],
    });
    expect(levelsOf(first.before)).toEqual(untouched);
    expect(levelsOf(first.after)).toEqual([
      ...untouched.slice(0, 2),
      "grace@example.com CAN_VIEW",
      "principal CAN_MANAGE_RUN",
      "data-team CAN_VIEW",
      "admins CAN_MANAGE",
    ]);
    const owner = [{ user_name: currentUserExample.userName, permission_level: "IS_OWNER" }];
    const second = await update({ permissionsJson: JSON.stringify(owner), change: "replace" });
    expect([second.before, levelsOf(second.after)]).toEqual([first.after, [untouched[0], untouched[2]]]);
    expect((await run<ObjectPermissions>("getPermissions", jobObject)).access_control_list).toEqual(
      second.after,
    );
    const [, change] = (await workspace.requests()).filter(({ method }) => method !== "GET");
    expect([change?.method, change?.body]).toEqual(["PUT", { access_control_list: owner }]);
  });

  it("are the same after a step that runs again", async () => {
    const parameters = { permissions: [{ principal: "data-team", level: "CAN_VIEW" }] };
    const first = await update(parameters);
    const again = await update(parameters);
    expect([again.before, again.after]).toEqual([first.after, first.after]);
  });

  it("name a group that looks like another principal where told so", async () => {
    await workspace.fault({ method: "PATCH", path: "^/api/2.0/permissions/jobs/", status: 200, body: {} });
    const rows = [{ principal: "ops@example.com", level: "CAN_VIEW", principalType: "group" }];
    expect((await update({ permissions: rows })).after).toEqual([]);
    const [, { body } = { body: undefined }] = await workspace.requests();
    expect(body).toEqual({
      access_control_list: [{ group_name: "ops@example.com", permission_level: "CAN_VIEW" }],
    });
  });

  it.each<[object, string]>([
    [{}, "Permissions is empty, and so is Permissions JSON: one of the two is needed."],
    [
      { permissions: [{ principal: "a", level: "CAN_VIEW" }], permissionsJson: "[]" },
      "Permissions and Permissions JSON exclude each other: clear one of the two.",
    ],
    [{ permissionsJson: "[]" }, "Permissions JSON is an empty array: there is nothing to add."],
    [{ permissionsJson: "[1]" }, "Permissions JSON must contain only objects: entry 1 is not an object."],
    [{ permissions: [{ principal: "a", level: "ALL" }] }, "Permissions, row 1: Level must be one of"],
    [{ permissions: [{ level: "CAN_VIEW" }] }, "Permissions, row 1: Principal is empty."],
    [{ objectType: "tables" }, "Object Type must be one of jobs"],
  ])("with %j change nothing and send nothing", async (parameters, message) => {
    const { message: said } = await failureOf(update(parameters));
    expect(said).toContain(message);
    expect(await workspace.requests()).toEqual([]);
  });

  it("of an object that may not be managed, or does not exist, are refused in words", async () => {
    const missing = await failureOf(run("getPermissions", { ...jobObject, objectId: "1" }));
    expect(missing).toMatchObject({ status: 404, errorCode: "RESOURCE_DOES_NOT_EXIST" });
    const rows = [{ principal: "nobody", level: "CAN_VIEW" }];
    expect((await failureOf(update({ permissions: rows }))).message).toContain(
      "GroupName(nobody) does not exist",
    );
    await workspace.revoke({ securable: "job", id: jobObject.objectId, privilege: "CAN_MANAGE" });
    expect((await failureOf(run("getPermissions", jobObject))).message).toContain("CAN MANAGE");
  });
});

describe("lists of principals", () => {
  it("read every page, or as many as hold what is wanted", async () => {
    await workspace.models({ most_per_page: 1 });
    expect(await run("listUsers", {})).toHaveLength(2);
    expect(await workspace.requests()).toHaveLength(2);
    await workspace.forget();
    expect(await run<object[]>("listServicePrincipals", { limit: 2 })).toHaveLength(2);
    expect(await workspace.requests()).toHaveLength(2);
    expect(await run("selectServicePrincipal", {})).toHaveLength(3);
  });

  it("heed filters and attributes, and may be empty", async () => {
    expect(await run("listUsers", { filter: 'userName eq "nobody"' })).toEqual([]);
    expect(
      await run("listGroups", { filter: 'displayName sw "data"', excludedAttributes: ["members", "meta"] }),
    ).toEqual([expect.not.objectContaining({ members: expect.anything() })]);
    expect(await run("listUsers", { attributes: ["userName"], limit: 1 })).toEqual([
      { id: currentUserExample.id, userName: currentUserExample.userName, schemas: expect.any(Array) },
    ]);
    const error = await failureOf(run("listUsers", { filter: "userName gt 1" }));
    expect(error.message).toContain("userName gt 1");
  });

  it("end where Databricks does not tell how many there are", async () => {
    const path = "/api/2.0/preview/scim/v2/Users";
    const body = { Resources: [{ id: "1", userName: "a" }, { id: "2" }] };
    await workspace.fault({ path, status: 200, body, times: 1 });
    await workspace.fault({ path, status: 200, body: {}, times: 1 });
    expect(await run("listUsers", {})).toEqual(body.Resources);
  });
});

describe("a principal", () => {
  it.each<[string, string, string]>([
    ["GRACE@example.com", "user", "grace@example.com"],
    ["Grace Example", "user", "grace@example.com"],
    ["data-team", "group", "data-team"],
    [servicePrincipalExample.applicationId, "servicePrincipal", servicePrincipalExample.applicationId],
    ["nightly export", "servicePrincipal", servicePrincipalExample.applicationId],
  ])("is found by %s", async (principal, type, name) => {
    expect(await run("findPrincipal", { principal })).toMatchObject({ found: true, type, name });
  });

  it("that does not exist is an error, or not", async () => {
    const principal = 'no "one"\\';
    expect((await failureOf(run("findPrincipal", { principal }))).message).toContain(
      "no user, group or service principal of the workspace has this name",
    );
    expect(await run("findPrincipal", { principal, failIfMissing: false })).toEqual({ found: false });
    expect(
      await run("findPrincipal", { principal: "data-team", principalType: "user", failIfMissing: false }),
    ).toEqual({ found: false });
  });

  it("is told from others of the same name, or they are listed", async () => {
    const Resources = ["a@example.com", "b@example.com"].map((userName, id) => ({
      id: String(id),
      userName,
      displayName: "A@example.com",
    }));
    const body = { Resources, totalResults: 2 };
    const path = "/api/2.0/preview/scim/v2/Users";
    await workspace.fault({ path, status: 200, body, times: 2 });
    expect(await run("findPrincipal", { principal: "a@example.com" })).toMatchObject({
      name: "a@example.com",
    });
    for (const one of Resources) one.displayName = "Data-Team";
    await workspace.clearFaults();
    await workspace.fault({ path, status: 200, body });
    expect((await failureOf(run("findPrincipal", { principal: "data-team" }))).message).toContain(
      "3 principals have this name: the user a@example.com, the user b@example.com, the group data-team",
    );
  });
});
