/** Creates and deletes objects of Unity Catalog. https://docs.databricks.com/api/workspace/schemas */
import type { DatabricksClient } from "../../client";
import { isAlreadyThere } from "../../errors/kinds";
import { appendHint, DatabricksError, rethrowWithHint } from "../../http/errors";
import type { ApiPath } from "../../http/path";
import type { ResponseSchema } from "../../http/schema";
import { awaitDeletion } from "../awaitDeletion";
import { readBack } from "../readBack";

/** An object to create. */
interface NewObject<T> {
  /** The path to create it. */
  collection: ApiPath;
  /** The path of the object itself. */
  own: ApiPath;
  body: object;
  schema: ResponseSchema<T>;
  /** Whether an existing object is returned unchanged. */
  keepsExisting: boolean;
}

/**
 * Creates an object. Names are unique, so a request whose response was lost is sent again if an existing object is not
 * an error.
 * @returns the new object, or the existing one
 * @throws DatabricksError that says what to do if it exists and that is an error
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
      throw appendHint(error, "Choose another name, or set If It Exists to keep the existing one.");
    }
    const refusal = appendHint(error, "To return it, the connection's identity must be able to see it.");
    return readBack(client.get(own, { schema }), { refusal });
  }
};

/** The result of a deletion. */
export interface DeletedObject {
  full_name: string;
  /** Whether it existed. */
  deleted: boolean;
}

/** Whether the object may be missing, and whether its contents are also deleted. */
interface DeletionOptions {
  ignoreMissing: boolean;
  force?: boolean;
}

const isNotEmpty = (error: unknown): boolean =>
  error instanceof DatabricksError &&
  (/_NOT_EMPTY$/.test(error.errorCode ?? "") || /\bis not empty\b/i.test(error.detail));

/**
 * Deletes an object. Safe to repeat, as `awaitDeletion` says.
 * @throws DatabricksError that says what to do if it is not empty
 */
export const deleteObject = async (
  client: DatabricksClient,
  own: ApiPath,
  full_name: string,
  { ignoreMissing, force }: DeletionOptions,
): Promise<DeletedObject> => {
  const deletion = client.delete(own, { query: { force: force || undefined } });
  const deleted = await awaitDeletion(deletion, ignoreMissing).catch(
    rethrowWithHint(
      "Delete its contents first, or set Force to true to delete it with everything in it.",
      isNotEmpty,
    ),
  );
  return { full_name, deleted };
};
