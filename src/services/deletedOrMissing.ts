/** Deletions of what may already be gone. */
import { isObjectMissing } from "../errors/kinds";

/**
 * Waits for a deletion.
 * @param mayBeMissing whether it is fine that there is nothing to delete
 * @returns whether something was deleted
 * @throws what the deletion throws
 */
export const deletedOrMissing = async (
  deletion: Promise<unknown>,
  mayBeMissing: boolean,
): Promise<boolean> => {
  try {
    await deletion;
    return true;
  } catch (error) {
    if (mayBeMissing && isObjectMissing(error)) return false;
    throw error;
  }
};
