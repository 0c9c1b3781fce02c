import type { User } from "../../../../../src/services/users/users";

/** A signed-in identity. */
export interface Principal {
  kind: "user" | "servicePrincipal";
  /** As SCIM answers it. */
  user: User;
}
