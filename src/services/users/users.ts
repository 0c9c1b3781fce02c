/**
 * The signed-in identity, SCIM 2.0. https://docs.databricks.com/api/workspace/currentuser/me
 */

import { listSchema, nonBlankSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";

/** A SCIM value with its label, as in emails, groups and entitlements. */
export interface ScimValue {
  value?: string;
  display?: string;
  type?: string;
  primary?: boolean;
  $ref?: string;
}

/** A user, or a service principal (its `userName` is then its application id and it has no emails). */
export interface User {
  id: string;
  userName: string;
  displayName?: string;
  active?: boolean;
  externalId?: string;
  name?: { givenName?: string; familyName?: string };
  emails?: ScimValue[];
  groups?: ScimValue[];
  entitlements?: ScimValue[];
  roles?: ScimValue[];
  schemas?: string[];
}

/** A user in a response. */
export const userSchema = objectSchema<Partial<User>>({});

/** The identity, with the fields that identify its grants. */
export type SignedInUser = Pick<User, "userName" | "displayName" | "groups">;

/** The same in a response. */
export const signedInSchema = objectSchema<SignedInUser>({
  userName: nonBlankSchema,
  displayName: optionalSchema(textSchema),
  groups: optionalSchema(listSchema(objectSchema({ display: optionalSchema(textSchema) }))),
});
