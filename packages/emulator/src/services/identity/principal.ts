import type { UserResource } from "./user";

/** A signed-in identity. */
export interface Principal {
  kind: "user" | "servicePrincipal";
  /** As SCIM answers it. */
  user: UserResource;
}
