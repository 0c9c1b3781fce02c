/** Creates and deletes objects of Unity Catalog. https://docs.databricks.com/api/workspace/schemas */
import type { DatabricksClient } from "../../client";
import { isAlreadyThere, isObjectMissing, wasDeletedByRetry } from "../../errors/kinds";
import { appendHint, DatabricksError } from "../../http/errors";
import type { ApiPath } from "../../http/path";
import type { ResponseSchema } from "../../http/schema";
import { readBack } from "../readBack";

/** An object that is to be created. */
interface NewObject<T> {
  /** Where it is created. */
  collection: ApiPath;
  /** Where it is afterwards. */
  own: ApiPath;
  body: object;
  schema: ResponseSchema<T>;
  /** Whether one that exists is returned as it is. */
  keepsExisting: boolean;
}

/**
 * Creates an object. Names are unique, so a creation whose response was lost may be repeated where an object that exists
 * is fine.
 * @returns the object that was created, or that exists
 * @throws DatabricksError that tells what to do if it exists and must not
 */
export const createObject = async <T>(
  client: DatabricksClient,
  { collection, own, body, schema, keepsExisting }: NewObject<T>,
): Promise<T> => {
  try {
    return await client.post(collection, body, { schema, needsBody: true, idempotent: keepsExisting });
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
    if (!keepsExisting) {
      throw appendHint(error, "Choose another name, or set If It Exists to keep it.");
    }
    const refusal = appendHint(error, "To return it, the connection's identity must be able to see it.");
    return readBack(client.get(own, { schema }), { refusal });
  }
};

/** What was deleted. */
export interface DeletedObject {
  full_name: string;
  /** Whether it was there. */
  deleted: boolean;
}

/** What a deletion may find, and whether it deletes what is in the object. */
interface DeletionOptions {
  ignoreMissing: boolean;
  force?: boolean;
}

const isNotEmpty = (error: unknown): boolean =>
  error instanceof DatabricksError &&
  (/_NOT_EMPTY$/.test(error.errorCode ?? "") || /\bis not empty\b/i.test(error.detail));

/**
 * Deletes an object. Harmless to repeat: a retry that finds nothing has deleted it before.
 * @throws DatabricksError that says what to do if it is not empty
 */
export const deleteObject = async (
  client: DatabricksClient,
  own: ApiPath,
  full_name: string,
  { ignoreMissing, force }: DeletionOptions,
): Promise<DeletedObject> => {
  try {
    await client.delete(own, { query: { force: force || undefined } });
    return { full_name, deleted: true };
  } catch (error) {
    if (wasDeletedByRetry(error)) return { full_name, deleted: true };
    if (ignoreMissing && isObjectMissing(error)) return { full_name, deleted: false };
    throw isNotEmpty(error)
      ? appendHint(error, "Delete what is in it before, or set Force to delete it with everything in it.")
      : error;
  }
};
