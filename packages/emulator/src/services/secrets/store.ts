/** The secret scopes of a workspace, which Databricks itself keeps, and their secrets. */
import { apiError, doesNotExist } from "../../apiError";
import type { SecretScope } from "../../contract/undescribedTypes";
import type { SecretMetadata } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import { invalidParameter } from "../../control/requests";

/** A scope with its secrets. */
export interface SeedSecretScope {
  name: string;
  secrets: { key: string; value: string; last_updated_timestamp?: number }[];
}

interface StoredSecret {
  value: Buffer;
  updatedAt: number;
}

const MAX_SECRETS = 1000;
const MAX_VALUE_BYTES = 128 * 1024;
const NAME = /^[\w.@/-]{1,128}$/;

function checkName(kind: string, name: string): void {
  if (!NAME.test(name)) throw invalidParameter(`${kind} ${name.slice(0, 200)} is not a valid name.`);
}

export class SecretStore {
  readonly #scopes = new Map<string, Map<string, StoredSecret>>();

  constructor(
    private readonly clock: WorkspaceClock,
    seeded: readonly SeedSecretScope[],
  ) {
    for (const { name, secrets } of seeded) {
      this.createScope(name);
      for (const { key, value, last_updated_timestamp } of secrets) {
        this.put(name, key, Buffer.from(value), last_updated_timestamp);
      }
    }
  }

  /** Every scope, by its name. */
  scopes(): SecretScope[] {
    return [...this.#scopes.keys()].sort().map((name) => ({ name, backend_type: "DATABRICKS" }));
  }

  /** Makes a scope. @throws HttpError 400 for a wrong name, or one that there is */
  createScope(name: string): void {
    checkName("Scope", name);
    if (this.#scopes.has(name)) {
      throw apiError(400, "RESOURCE_ALREADY_EXISTS", `Scope ${name} already exists!`);
    }
    this.#scopes.set(name, new Map());
  }

  /** Deletes a scope with its secrets. @throws HttpError 404 where there is none of that name */
  deleteScope(name: string): void {
    this.#scope(name);
    this.#scopes.delete(name);
  }

  /** The keys of a scope. Throws as `deleteScope` does. */
  list(scope: string): SecretMetadata[] {
    return [...this.#scope(scope)]
      .map(([key, { updatedAt }]) => ({ key, last_updated_timestamp: updatedAt }))
      .sort((one, other) => (one.key < other.key ? -1 : 1));
  }

  /**
   * Makes a secret, or replaces its value. Throws as `deleteScope` does, and 400 for a wrong key, a value that is too large
   * and too many secrets.
   */
  put(scope: string, key: string, value: Buffer, updatedAt = this.clock.now()): void {
    const secrets = this.#scope(scope);
    checkName("Key", key);
    if (value.length > MAX_VALUE_BYTES) {
      throw invalidParameter(`The secret value has ${value.length} bytes, more than ${MAX_VALUE_BYTES}.`);
    }
    if (!secrets.has(key) && secrets.size >= MAX_SECRETS) {
      throw apiError(400, "RESOURCE_LIMIT_EXCEEDED", `Scope ${scope} has ${MAX_SECRETS} secrets already.`);
    }
    secrets.set(key, { value, updatedAt });
  }

  /** The value of a secret. Throws as `delete` does. */
  get(scope: string, key: string): Buffer {
    const found = this.#scope(scope).get(key);
    if (found) return found.value;
    throw doesNotExist(`Secret does not exist with scope: ${scope} and key: ${key}`);
  }

  /** Deletes a secret. Throws as `deleteScope` does, and 404 where the scope has none of that key. */
  delete(scope: string, key: string): void {
    this.get(scope, key);
    this.#scope(scope).delete(key);
  }

  #scope(name: string): Map<string, StoredSecret> {
    const found = this.#scopes.get(name);
    if (found) return found;
    throw doesNotExist(`Scope ${name} does not exist!`);
  }
}
