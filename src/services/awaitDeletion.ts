/** Deletions of what may already be gone. */
import { isBeingDeleted, isObjectMissing, wasDeletedByRetry } from "../errors/kinds";

/**
 * Waits for a deletion. If a retry finds nothing, an earlier attempt has deleted the object.
 * @param mayBeMissing whether it is fine that there is nothing to delete
 * @returns whether something was deleted
 * @throws what the deletion throws
 */
export const awaitDeletion = async (deletion: Promise<unknown>, mayBeMissing = false): Promise<boolean> => {
  try {
    await deletion;
    return true;
  } catch (error) {
    if (wasDeletedByRetry(error)) return true;
    if (mayBeMissing && (isObjectMissing(error) || isBeingDeleted(error))) return false;
    throw error;
  }
};
