/** Check Connection tells reading from writing, and says what it does not know. */
import { clusterExample } from "../src/services/clusters/clustersExamples";
import { jobExample } from "../src/services/jobs/jobsExamples";
import { chatEndpointExample } from "../src/services/serving/servingExamples";
import { volumeExample } from "../src/services/unityCatalog/unityCatalogExamples";
import { currentUserExample } from "../src/services/users/usersExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { principalConnection } from "./support/component";
import { checkIn, everySecurable, lastCheckIn } from "./support/connectionChecks";
import { useWorkspace } from "./support/workspace";

const { userName } = currentUserExample;
const { vectorSearchEndpoint, indexName } = everySecurable;
const jobId = String(jobExample.job_id);
const volume = volumeExample.full_name;

const workspace = useWorkspace();

const lastCheck = (parameters: object) => lastCheckIn(workspace, parameters);

const revoke = (securable: string, id: string, privilege: string) =>
  workspace.revoke({ securable, id, privilege });

/** Answers a request for grants with these. */
const answer = (path: string, body: object) => workspace.fault({ path, status: 200, body, times: 9 });

const permissionsOf = (type: string, id: string, ...access_control_list: object[]) =>
  answer(`/api/2.0/permissions/${type}/${id}`, { access_control_list });

const level = (permission_level: string) => [{ permission_level, inherited: false }];

const privilegesOn = (type: string, name: string, ...assignments: [principal: string, ...string[]][]) =>
  answer(`/api/2.1/unity-catalog/effective-permissions/${type}/${name}`, {
    privilege_assignments: assignments.map(([principal, ...privileges]) => ({
      principal,
      privileges: privileges.map((privilege) => ({ privilege })),
    })),
  });

describe("reading is told from writing", () => {
  it.each([
    ["volume", volume, "WRITE_VOLUME", { volume }, "WRITE VOLUME", "written to"],
    [
      "serving_endpoint",
      chatEndpointExample.name,
      "CAN_QUERY",
      { endpointName: chatEndpointExample.name },
      "CAN QUERY",
      "queried",
    ],
    ["table", indexName, "MODIFY", { indexName }, "MODIFY", "changed"],
  ])("on a %s (%s) without %s", async (securable, id, privilege, parameters, grant, words) => {
    // The user owns the volume, and an owner has every privilege.
    const connection = principalConnection(workspace, await workspace.signIn());
    const found = async (given: object) => (await checkIn(workspace, given, { connection })).checks.at(-1);
    expect(await found(parameters)).toMatchObject({ ok: true, canRead: true, canWrite: true });
    await revoke(securable, id, privilege);
    const readOnly = await found(parameters);
    expect(readOnly).toMatchObject({ ok: true, canRead: true, canWrite: false });
    expect(readOnly).not.toHaveProperty("missing");
    expect(readOnly?.detail).toContain(`It cannot be ${words}: that requires ${grant}.`);
    expect(await found({ ...parameters, forWriting: true })).toMatchObject({
      ok: false,
      canRead: true,
      missing: grant,
      advice: expect.stringContaining(`lacks ${grant} on the `),
    });
  });

  it("asks for writing to what is written to, and for using what is only on the way", async () => {
    const { ok, checks } = await checkIn(workspace, {
      ...everySecurable,
      table: undefined,
      forWriting: true,
    });
    expect(checks.find(({ what }) => what === "catalog")).toMatchObject({ ok: true, canWrite: false });
    expect(ok).toBe(true);
    const table = { catalog: "samples", schema: "aviation", table: "flights", forWriting: true };
    expect(await lastCheck(table)).toMatchObject({
      ok: false,
      missing: "MODIFY",
      advice: `The user ${userName} lacks MODIFY on the table samples.aviation.flights: GRANT MODIFY ON TABLE \`samples\`.\`aviation\`.\`flights\` TO \`${userName}\`;`,
    });
  });

  it("an endpoint's own answer is enough", async () => {
    await lastCheck({ endpointName: chatEndpointExample.name });
    const asked = (await workspace.requests()).map(({ path }) => path);
    expect(asked.filter((path) => path.includes("/permissions/"))).toEqual([]);
  });
});

describe("permissions that may not be read", () => {
  it.each([
    ["job", jobId, { jobId }, "run (CAN MANAGE RUN)"],
    ["warehouse", warehouseExample.id, { warehouseId: warehouseExample.id }, "changed (CAN MANAGE)"],
    ["cluster", clusterExample.cluster_id, { clusterId: clusterExample.cluster_id }, "started (CAN RESTART)"],
    ["vector_search_endpoint", vectorSearchEndpoint, { vectorSearchEndpoint }, "changed (CAN MANAGE)"],
  ])("leave unknown what else a %s (%s) allows", async (securable, id, parameters, words) => {
    await revoke(securable, id, "CAN_MANAGE");
    const found = await lastCheck({ ...parameters, forWriting: true });
    expect(found).toMatchObject({ ok: true, canRead: true, canWrite: "not known" });
    expect(found?.detail).toContain(words);
    expect(found?.detail).toContain("is not known");
  });

  it.each([400, 403, 404, 501])("are refused with %i and stop nothing", async (status) => {
    await workspace.fault({ path: `/api/2.0/permissions/jobs/${jobId}`, status, body: {}, times: 9 });
    await workspace.fault({
      path: `/api/2.1/unity-catalog/effective-permissions/table/samples.aviation.flights`,
      status,
      body: {},
      times: 9,
    });
    const { ok, checks } = await checkIn(workspace, { jobId, table: "samples.aviation.flights" });
    expect(ok).toBe(true);
    expect(checks.map(({ canWrite }) => canWrite)).toEqual(["not known", "not known"]);
  });
});

describe("the levels on a job", () => {
  it.each<[string, object[], unknown]>([
    ["its own are enough", [{ user_name: userName, all_permissions: level("CAN_MANAGE_RUN") }], true],
    ["an owner has all", [{ user_name: userName, all_permissions: level("IS_OWNER") }], true],
    ["its own are not enough", [{ user_name: userName, all_permissions: level("CAN_VIEW") }], false],
    [
      "those of a group of the identity count",
      [
        { user_name: userName, all_permissions: level("CAN_VIEW") },
        { group_name: "users", all_permissions: level("CAN_MANAGE_RUN") },
      ],
      true,
    ],
    [
      "another group may hold the identity in a group",
      [
        { user_name: userName, all_permissions: level("CAN_VIEW") },
        { group_name: "data team", all_permissions: level("CAN_MANAGE") },
      ],
      "not known",
    ],
    [
      "administrators are no such group",
      [
        { user_name: userName, all_permissions: level("CAN_VIEW") },
        { group_name: "admins", all_permissions: level("CAN_MANAGE") },
      ],
      false,
    ],
    [
      "those of another user do not count",
      [
        { user_name: userName, all_permissions: level("CAN_VIEW") },
        { user_name: "eve@example.com", all_permissions: level("CAN_MANAGE") },
      ],
      false,
    ],
    ["nobody is named", [], "not known"],
    [
      "a level is new to the component",
      [{ user_name: userName, all_permissions: level("CAN_SING") }],
      "not known",
    ],
    ["an entry has no levels", [{ user_name: userName }], "not known"],
    ["an entry has no name", [{ all_permissions: level("CAN_MANAGE") }], "not known"],
  ])("%s", async (_, access, canWrite) => {
    await permissionsOf("jobs", jobId, ...access);
    expect(await lastCheck({ jobId })).toMatchObject({ ok: true, canWrite });
  });

  it("are found by the application ID of a service principal", async () => {
    const connection = principalConnection(workspace, await workspace.signIn());
    const entry = { service_principal_name: workspace.clientId, all_permissions: level("CAN_MANAGE_RUN") };
    await permissionsOf("jobs", jobId, entry);
    const { checks } = await checkIn(workspace, { jobId }, { connection });
    expect(checks[0]).toMatchObject({ ok: true, canWrite: true });
  });
});

describe("the privileges on a table", () => {
  const table = { catalog: "samples", schema: "aviation", table: "flights" };
  const name = "samples.aviation.flights";

  it.each<[string, [string, ...string[]][], unknown, unknown]>([
    ["all of them", [[userName, "ALL_PRIVILEGES"]], true, true],
    ["MANAGE gives none of them", [[userName, "MANAGE"]], false, false],
    ["one is not the other", [[userName, "SELECT"]], true, false],
    ["writing needs reading", [[userName, "MODIFY"]], false, false],
    ["names are compared without case", [[userName.toUpperCase(), "SELECT", "MODIFY"]], true, true],
    ["all users of the account count", [["account users", "SELECT"]], true, false],
    [
      "a group may hold the identity",
      [
        [userName, "SELECT"],
        ["data team", "MODIFY"],
      ],
      true,
      "not known",
    ],
    [
      "another principal does not",
      [
        [userName, "SELECT"],
        ["7c9e6679-7425-40de-944b-e07fc1f90ae7", "MODIFY"],
      ],
      true,
      false,
    ],
    ["an empty list says nothing", [[userName]], "not known", "not known"],
    ["no list says nothing", [], "not known", "not known"],
  ])("%s", async (_, assignments, canRead, canWrite) => {
    await privilegesOn("table", name, ...assignments);
    expect(await lastCheck(table)).toMatchObject({ ok: canRead !== false, canRead, canWrite });
  });

  it("may come in pages, the first of them empty", async () => {
    const path = `/api/2.1/unity-catalog/effective-permissions/table/${name}`;
    await workspace.fault({ path, status: 200, body: { next_page_token: "two" }, times: 1 });
    const second = {
      privilege_assignments: [
        { principal: userName, privileges: [{ privilege: "SELECT" }, { privilege: "MODIFY" }] },
      ],
    };
    await workspace.fault({ path, status: 200, body: second, times: 1 });
    expect(await lastCheck(table)).toMatchObject({ canRead: true, canWrite: true });
  });

  it.each([
    [{ owner: userName }, true],
    [{ owner: "users" }, true],
    [{ owner: "eve@example.com" }, false],
  ])("are all its owner's: %j", async (stamps, canWrite) => {
    await answer(`/api/2.1/unity-catalog/tables/${name}`, { name: "flights", ...stamps });
    await privilegesOn("table", name, [userName, "SELECT"]);
    expect(await lastCheck(table)).toMatchObject({ canRead: true, canWrite });
  });

  it("change no view", async () => {
    await answer(`/api/2.1/unity-catalog/tables/${name}`, {
      owner: userName,
      table_type: "MATERIALIZED_VIEW",
    });
    const found = await lastCheck({ ...table, forWriting: true });
    expect(found).toMatchObject({
      ok: false,
      canRead: true,
      canWrite: false,
      detail:
        "The table samples.aviation.flights can be read. It is a materialized view, whose rows cannot be changed.",
    });
    expect(found).not.toHaveProperty("missing");
  });
});

it("a volume that may not be read may still be written to", async () => {
  await revoke("volume", volume, "READ_VOLUME");
  expect(await lastCheck({ volume })).toMatchObject({ ok: false, canRead: false, canWrite: "not known" });
});

it("what is deleted cannot be used", async () => {
  const id = everySecurable.experimentId;
  await answer("/api/2.0/mlflow/experiments/get", {
    experiment: { experiment_id: id, name: "/x", lifecycle_stage: "deleted" },
  });
  expect(await lastCheck({ experimentId: id })).toMatchObject({ ok: false, canRead: false, canWrite: false });
});

it("a name of any letters is quoted in the statement that grants", async () => {
  const body = {
    error_code: "PERMISSION_DENIED",
    message: "User does not have USE SCHEMA on Schema 'main.größe'.",
  };
  await workspace.fault({
    path: `/api/2.1/unity-catalog/schemas/main.${encodeURIComponent("größe")}`,
    status: 403,
    body,
  });
  expect(await lastCheck({ catalog: "main", schema: "größe" })).toMatchObject({
    missing: "USE SCHEMA",
    advice: expect.stringContaining("GRANT USE SCHEMA ON SCHEMA `main`.`größe` TO"),
  });
});
