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
