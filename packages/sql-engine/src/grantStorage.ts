/** The kinds of objects that privileges are granted on; a view is a TABLE. */
export type GrantedKind = "CATALOG" | "SCHEMA" | "TABLE" | "VOLUME";

/** What privileges are granted on. */
export interface GrantedObject {
  kind: GrantedKind;
  /** Its full name in lower case, `catalog.schema.name`. */
  name: string;
}

/** One privilege that a principal has. */
export interface ShownGrant {
  principal: string;
  /** As SQL spells it, `USE SCHEMA`. */
  privilege: string;
  /** What it was granted on: the object, or what that stands in. */
  object: GrantedObject;
}

/** The privileges of principals, which the engine's owner keeps. SQL's spelling of privileges, in upper case. */
export interface GrantStorage {
  /** The privileges that there are on a kind of object. */
  privilegesOn(kind: GrantedKind): readonly string[];
  /** Whether a principal may be granted anything. */
  isPrincipal(name: string): boolean;
  /** What is missing to change an object's grants, in Databricks' words; undefined where nothing is. */
  missingToManage(object: GrantedObject): string | undefined;
  /** @param user who runs the statement */
  grant(object: GrantedObject, privileges: string[], principal: string, user: string): void;
  /** What was not granted is no error. @param user who runs the statement */
  revoke(object: GrantedObject, privileges: string[], principal: string, user: string): void;
  /** Every privilege that affects an object, of those that a user may see. @param principal one principal, or all */
  list(object: GrantedObject, user: string, principal?: string): ShownGrant[];
  /** An object was dropped, with all that stood in it. Volumes are told to `VolumeStorage` alone. */
  dropped(object: GrantedObject): void;
  /** An object has another name now. */
  renamed(object: GrantedObject, name: string): void;
}
