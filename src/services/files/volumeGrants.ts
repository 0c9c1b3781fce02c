/**
 * Refusals of the Files API with the grants that a file requires.
 * https://docs.databricks.com/aws/en/data-governance/unity-catalog/manage-privileges/privileges
 */
import { isForbidden, isNotFound } from "../../errors/kinds";
import { isMissingRight } from "../../errors/refusal";
import { appendHint } from "../../http/errors";

/** What reading and writing in a volume require. */
type VolumeGrant = "READ VOLUME" | "WRITE VOLUME";

/** The grants in words, for a path such as `/Volumes/main/default/landing/orders.csv`. */
const grantsInWords = (path: string, grant: VolumeGrant): string => {
  const [catalog = "", schema = "", volume = ""] = path.split("/").slice(2);
  return `${grant} on the volume ${catalog}.${schema}.${volume}, USE SCHEMA on the schema ${catalog}.${schema} and USE CATALOG on the catalog ${catalog}`;
};

/**
 * Makes the function that adds the required grants to a refusal, and throws it. Databricks may report that what may not
 * be seen does not exist; the response to a HEAD request says nothing but its status.
 * @param path of the file or directory
 */
export const namingVolumeGrants =
  (path: string, grant: VolumeGrant) =>
  (error: unknown): never => {
    const isWithoutWords = isForbidden(error) && error.errorCode === undefined;
    if (isMissingRight(error) || isWithoutWords) {
      throw appendHint(error, `It requires ${grantsInWords(path, grant)}.`);
    }
    if (isNotFound(error)) {
      throw appendHint(
        error,
        `Databricks may report in the same way what the identity may not see: that requires ${grantsInWords(path, grant)}.`,
      );
    }
    throw error;
  };
