/** The official JavaScript client, unmodified, judges principals and permissions of the local workspace. */
import type { WorkspaceClient } from "@databricks/sdk-experimental";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import {
  groupExample,
  otherUserExample,
  servicePrincipalExample,
} from "../../src/services/access/accessExamples";
import { currentUserExample } from "../../src/services/users/usersExamples";
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { apiErrorOf, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;
beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace());
});
afterEach(() => running.close());

/** The items of one page: this client asks for the same page of SCIM again and again. */
const firstItems = async <T>(items: AsyncIterable<T>, count: number): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length === count) break;
  }
  return found;
};

it("lists users, groups and service principals", async () => {
  const users = client.usersV2;
  expect(await firstItems(users.list({}), 2)).toEqual([currentUserExample, otherUserExample]);
  expect(await firstItems(users.list({ startIndex: 2, count: 1 }), 1)).toEqual([otherUserExample]);
  expect(await firstItems(users.list({ startIndex: 3 }), 1)).toEqual([]);
  const groups = await firstItems(client.groupsV2.list({ excludedAttributes: "members" }), 3);
  expect(groups.map(({ displayName }) => displayName)).toEqual(["admins", "data-team", "users"]);
  const filter = `applicationId eq "${servicePrincipalExample.applicationId}"`;
  expect(await firstItems(client.servicePrincipalsV2.list({ filter }), 1)).toEqual([servicePrincipalExample]);
  const [team] = await firstItems(client.groupsV2.list({ filter: 'displayName eq "data-team"' }), 1);
  expect(team).toEqual(groupExample);
});

it("reads the refusal of a filter", async () => {
  const error = await apiErrorOf(firstItems(client.usersV2.list({ filter: "userName gt 1" }), 1));
  expect([error.statusCode, error.message]).toEqual([400, expect.stringContaining("userName gt 1")]);
});

it("replaces permissions, and reads what is refused", async () => {
  const object = { request_object_type: "warehouses", request_object_id: warehouseExample.id };
  const entry = { group_name: "data-team", permission_level: "CAN_USE" as const };
  // This client sends a PATCH without its body: nothing changes.
  const unchanged = await client.permissions.update({ ...object, access_control_list: [entry] });
  expect(await client.permissions.get(object)).toEqual(unchanged);
  const owner = { user_name: otherUserExample.userName, permission_level: "IS_OWNER" as const };
  const replaced = await client.permissions.set({ ...object, access_control_list: [owner] });
  expect(replaced.access_control_list?.map(({ user_name, group_name }) => user_name ?? group_name)).toEqual([
    otherUserExample.userName,
    "admins",
  ]);
  const error = await apiErrorOf(client.permissions.set({ ...object, access_control_list: [entry] }));
  expect([error.statusCode, error.errorCode]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
});
