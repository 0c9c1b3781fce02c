/** The user of the default seed's personal access token. */
import type { UserResource } from "../services/identity/user";

/** The user of the personal access token. */
export const currentUser = {
  id: "5130187204958342",
  userName: "ada@example.com",
  displayName: "Ada Example",
  active: true,
  name: { givenName: "Ada", familyName: "Example" },
  emails: [{ type: "work", value: "ada@example.com", primary: true }],
  groups: [{ display: "users", type: "direct", value: "831207446210553", $ref: "Groups/831207446210553" }],
  entitlements: [{ value: "workspace-access" }, { value: "databricks-sql-access" }],
  schemas: [
    "urn:ietf:params:scim:schemas:core:2.0:User",
    "urn:ietf:params:scim:schemas:extension:workspace:2.0:User",
  ],
} satisfies UserResource;

/** Another user, who is in a group. */
export const otherUser = {
  id: "7204418830561297",
  userName: "grace@example.com",
  displayName: "Grace Example",
  active: true,
  groups: [
    { display: "data-team", type: "direct", value: "402918573645120", $ref: "Groups/402918573645120" },
  ],
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
} satisfies UserResource;

const groupSchemas = ["urn:ietf:params:scim:schemas:core:2.0:Group" as const];

/** The groups. */
export const groups = [
  { id: "150337926480117", displayName: "admins", schemas: groupSchemas },
  { id: "402918573645120", displayName: "data-team", schemas: groupSchemas },
  { id: "831207446210553", displayName: "users", schemas: groupSchemas },
];
