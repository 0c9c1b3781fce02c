import { cluster } from "../../seed/clusters";
import { currentUser, otherUser } from "../../seed/identity";
import { job } from "../../seed/jobs";
import { warehouse } from "../../seed/warehouses";
import { grantsClient } from "../grants/grantsClient";

const { call, revoke } = grantsClient();

const warehousePath = `/api/2.0/permissions/warehouses/${warehouse.id}`;

interface Access {
  user_name?: string;
  group_name?: string;
  service_principal_name?: string;
  all_permissions: { permission_level: string; inherited: boolean }[];
}

/** Who has which levels, in short. */
const levelsIn = (list: unknown): string[] =>
  (list as Access[]).map(({ user_name, group_name, all_permissions }) => {
    const levels = all_permissions.map(({ permission_level }) => permission_level).join("+");
    return `${user_name ?? group_name ?? "principal"} ${levels}`;
  });

const change = async (method: "PATCH" | "PUT", entries: object[], path = warehousePath) => {
  const { status, body } = await call(method, path, { access_control_list: entries });
  const read = await call("GET", path);
  if (status === 200) expect(body).toEqual(read.body);
  return { status, body, levels: levelsIn(read.body.access_control_list) };
};

const owner = `${currentUser.userName} IS_OWNER`;

it("PATCH adds and changes, and leaves the others", async () => {
  const team = { group_name: "data-team", permission_level: "CAN_USE" };
  expect((await change("PATCH", [team])).levels).toEqual([
    owner,
    "principal CAN_MANAGE",
    "data-team CAN_USE",
    "admins CAN_MANAGE",
  ]);
  const { levels } = await change("PATCH", [{ ...team, permission_level: "CAN_MONITOR" }]);
  expect(levels[2]).toBe("data-team CAN_MONITOR");
});

it("PUT replaces what was given on the object, and inherited levels stay", async () => {
  const entries = [
    { user_name: otherUser.userName, permission_level: "IS_OWNER" },
    { group_name: "admins", permission_level: "CAN_USE" },
  ];
  expect((await change("PUT", entries)).levels).toEqual([
    `${otherUser.userName} IS_OWNER`,
    "admins CAN_USE+CAN_MANAGE",
  ]);
  const clusterPath = `/api/2.0/permissions/clusters/${cluster.cluster_id}`;
  expect((await change("PUT", [], clusterPath)).levels).toEqual(["admins CAN_MANAGE"]);
});

it("a new owner takes the place of the old", async () => {
  const { levels } = await change("PATCH", [{ user_name: otherUser.userName, permission_level: "IS_OWNER" }]);
  expect(levels).toEqual(["principal CAN_MANAGE", `${otherUser.userName} IS_OWNER`, "admins CAN_MANAGE"]);
});

const use = { permission_level: "CAN_USE" };

it.each<[string, "PATCH" | "PUT", object, number, string]>([
  ["no principal", "PATCH", use, 400, "Exactly one of user_name"],
  ["two principals", "PATCH", { ...use, user_name: "a", group_name: "b" }, 400, "Exactly one of user_name"],
  ["no level", "PATCH", { group_name: "users" }, 400, "permission_level"],
  ["a level of other objects", "PATCH", { group_name: "users", permission_level: "CAN_RUN" }, 400, "CAN_RUN"],
  ["a group as owner", "PATCH", { group_name: "users", permission_level: "IS_OWNER" }, 400, "not a group"],
  ["no owner", "PUT", { ...use, group_name: "users" }, 400, "exactly one owner"],
  [
    "an unknown user",
    "PATCH",
    { ...use, user_name: "nobody@example.com" },
    404,
    "UserName(nobody@example.com)",
  ],
  ["an unknown group", "PATCH", { ...use, group_name: "nobody" }, 404, "GroupName(nobody) does not exist"],
])("an entry with %s is refused and changes nothing", async (_name, method, entry, status, message) => {
  const before = levelsIn((await call("GET", warehousePath)).body.access_control_list);
  const changed = await change(method, [{ group_name: "admins", ...use }, entry]);
  expect([changed.status, changed.levels]).toEqual([status, before]);
  expect(changed.body.message).toContain(message);
});

it("whoever may not manage an object changes nothing, and a missing one is told", async () => {
  const entries = { access_control_list: [{ group_name: "users", permission_level: "CAN_VIEW" }] };
  await revoke("job", job.job_id, "CAN_MANAGE");
  expect((await call("PATCH", `/api/2.0/permissions/jobs/${job.job_id}`, entries)).status).toBe(403);
  expect((await call("PATCH", "/api/2.0/permissions/jobs/1", entries)).status).toBe(404);
});
