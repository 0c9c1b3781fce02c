/**
 * The permissions that requests have given on objects themselves. They are shown; who may do what is decided by the
 * grants, which a test takes away.
 */
import type { PrincipalField } from "../identity/directory";

/** A level that was given to one principal. */
export interface DirectPermission {
  field: PrincipalField;
  name: string;
  level: string;
}

const keyOf = (type: string, id: string): string => JSON.stringify([type, id]);

export class PermissionStore {
  readonly #given = new Map<string, DirectPermission[]>();

  /** What was given on an object; undefined where nothing has been changed. */
  on(type: string, id: string): DirectPermission[] | undefined {
    return this.#given.get(keyOf(type, id));
  }

  set(type: string, id: string, permissions: DirectPermission[]): void {
    this.#given.set(keyOf(type, id), permissions);
  }
}
