/** The example principals and permissions. */
import { currentUserExample } from "../users/usersExamples";
import { warehouseExample } from "../warehouses/warehousesExamples";
import type { FoundPrincipal } from "./findPrincipal";
import type { ObjectPermissions } from "./permissions";
import type { Group, ServicePrincipal } from "./principals";

const groupSchemas = ["urn:ietf:params:scim:schemas:core:2.0:Group"];

/** A user other than that of the connection. */
export const otherUserExample = {
  id: "7204418830561297",
  userName: "grace@example.com",
  displayName: "Grace Example",
  active: true,
  name: { givenName: "Grace", familyName: "Example" },
  emails: [{ type: "work", value: "grace@example.com", primary: true }],
  groups: [
    { display: "users", type: "direct", value: "831207446210553", $ref: "Groups/831207446210553" },
    { display: "data-team", type: "direct", value: "402918573645120", $ref: "Groups/402918573645120" },
  ],
  entitlements: [{ value: "workspace-access" }],
  schemas: currentUserExample.schemas,
};

/** Every user of the example workspace. */
export const userExamples = [currentUserExample, otherUserExample];

const memberOf = ({ id, displayName }: { id: string; displayName: string }, kind: string) => ({
  display: displayName,
  type: "direct",
  value: id,
  $ref: `${kind}/${id}`,
});

const usersGroupId = "831207446210553";
const teamGroupId = "402918573645120";

const servicePrincipalSchemas = ["urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal"];

/** A service principal of an application that exports data. */
export const servicePrincipalExample = {
  id: "6093317429958114",
  applicationId: "4f8b2c61-9a3e-4d57-b0c8-1e7a5d9f2036",
  displayName: "Nightly Export",
  active: true,
  groups: [{ display: "data-team", type: "direct", value: teamGroupId, $ref: `Groups/${teamGroupId}` }],
  entitlements: [{ value: "workspace-access" }],
  schemas: servicePrincipalSchemas,
} satisfies ServicePrincipal;

/** The service principals that every local workspace has, with unique IDs. */
const ownPrincipals = [
  {
    id: "2907731540862245",
    applicationId: "0b9d7e52-6c14-4f08-a3d1-58e2c7f6b940",
    displayName: "Integration Service Principal",
  },
  {
    id: "8316620475593108",
    applicationId: "d25a1f83-7b40-4c96-92ee-03a4b6c8e175",
    displayName: "Integration Entra Application",
  },
] as const;

/** Every service principal of the example workspace. */
export const servicePrincipalExamples = [
  ...ownPrincipals.map((principal) => ({
    ...principal,
    active: true,
    groups: currentUserExample.groups,
    entitlements: currentUserExample.entitlements,
    schemas: servicePrincipalSchemas,
  })),
  servicePrincipalExample,
] satisfies ServicePrincipal[];

/** A group of people and an application. */
const bareGroupExample = {
  id: teamGroupId,
  displayName: "data-team",
  entitlements: [{ value: "databricks-sql-access" }],
  meta: { resourceType: "WorkspaceGroup" },
  schemas: groupSchemas,
} satisfies Group;

/** The groups of the example workspace, without their members, which the members name. */
export const bareGroupExamples = [
  {
    id: "150337926480117",
    displayName: "admins",
    meta: { resourceType: "WorkspaceGroup" },
    schemas: groupSchemas,
  },
  bareGroupExample,
  {
    id: usersGroupId,
    displayName: "users",
    entitlements: currentUserExample.entitlements,
    meta: { resourceType: "WorkspaceGroup" },
    schemas: groupSchemas,
  },
];

const isMemberOf =
  (groupId: string) =>
  ({ groups = [] }: { groups?: { value?: string }[] }): boolean =>
    groups.some(({ value }) => value === groupId);

const membersOf = (groupId: string) => [
  ...userExamples.filter(isMemberOf(groupId)).map((user) => memberOf(user, "Users")),
  ...servicePrincipalExamples
    .filter(isMemberOf(groupId))
    .map((principal) => memberOf(principal, "ServicePrincipals")),
];

/** The groups as a list returns them: without members if there are none. */
export const groupExamples: Group[] = bareGroupExamples.map((group) => {
  const members = membersOf(group.id);
  return { ...group, ...(members.length > 0 && { members }) };
});

/** The example group with its members. */
export const groupExample: typeof bareGroupExample & Group = {
  ...bareGroupExample,
  members: membersOf(bareGroupExample.id),
};

const direct = (permission_level: string) => [{ permission_level, inherited: false }];

/** The permissions on the example warehouse. */
export const permissionsExample = {
  object_id: `/warehouses/${warehouseExample.id}`,
  object_type: "warehouse",
  access_control_list: [
    {
      user_name: currentUserExample.userName,
      display_name: currentUserExample.displayName,
      all_permissions: direct("IS_OWNER"),
    },
    {
      service_principal_name: ownPrincipals[0].applicationId,
      display_name: ownPrincipals[0].displayName,
      all_permissions: direct("CAN_MANAGE"),
    },
    {
      group_name: "admins",
      all_permissions: [
        { permission_level: "CAN_MANAGE", inherited: true, inherited_from_object: ["/warehouses/"] },
      ],
    },
  ],
} satisfies ObjectPermissions;

const given = permissionsExample.access_control_list;

/** The permissions before and after a level is added for the example group. */
export const changedPermissionsExample = {
  object_id: permissionsExample.object_id,
  object_type: permissionsExample.object_type,
  before: given,
  after: [
    ...given.slice(0, 2),
    { group_name: bareGroupExample.displayName, all_permissions: direct("CAN_USE") },
    ...given.slice(2),
  ],
};

/** The example user, found by e-mail address. */
export const foundPrincipalExample = {
  found: true,
  type: "user",
  name: otherUserExample.userName,
  principal: otherUserExample,
} satisfies FoundPrincipal;
