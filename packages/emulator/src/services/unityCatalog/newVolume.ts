import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { fieldsOf, invalidParameter, optionalText, requiredText } from "../../control/requests";
import type { CompleteSeed } from "../../seed/seed";
import { objectName, objectPath } from "./names";
import type { Volume } from "./objects";
import { metastoreId } from "./seedStamps";

const types = ["MANAGED", "EXTERNAL"];

/** What a new volume gets its ids, times and owner from. */
export interface VolumeEnvironment {
  clock: Pick<WorkspaceClock, "now">;
  ids: Ids;
  seed: CompleteSeed;
}

/**
 * A whole volume from the fields that a seed gives: `full_name`, and perhaps `volume_type`, `comment` and, of an
 * external one, `storage_location`.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE for a wrong field
 */
export function completeVolume(given: Record<string, unknown>, environment: VolumeEnvironment): Volume {
  const full_name = requiredText(given, "full_name");
  const { catalog, schema, name } = objectPath("CreateVolume", full_name);
  const { volume_type = "MANAGED" } = given;
  return newVolume(
    { ...given, volume_type, catalog_name: catalog, schema_name: schema, name },
    environment,
    environment.seed.user.userName,
  );
}

/** A comment may be empty, which removes it. @throws HttpError 400 for one that is not text */
export function commentOf(given: unknown): string | undefined {
  const { comment } = fieldsOf(given);
  if (comment === undefined || typeof comment === "string") return comment;
  throw invalidParameter("Field comment must be a string");
}

/**
 * A new volume from the fields of a request to create one. Names are kept in lower case, as Unity Catalog does.
 * https://github.com/databricks/cli/blob/main/libs/testserver/volumes.go has Databricks' refusals.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE for a wrong field
 */
export function newVolume(given: unknown, { clock, ids, seed }: VolumeEnvironment, owner: string): Volume {
  const nameOf = (field: string) => objectName("CreateVolume", field, requiredText(given, field));
  const [catalog_name, schema_name, name] = [nameOf("catalog_name"), nameOf("schema_name"), nameOf("name")];
  const volume_type = requiredText(given, "volume_type");
  if (!types.includes(volume_type)) throw invalidParameter(`Invalid volume_type: ${volume_type}`);
  const location = optionalText(given, "storage_location");
  if (volume_type === "MANAGED" && location !== undefined) {
    throw invalidParameter("CreateVolume storage_location can not be provided.");
  }
  if (volume_type === "EXTERNAL" && location === undefined) {
    throw invalidParameter("CreateVolume Missing required field: storage_location");
  }
  const volume_id = ids.uuid();
  const comment = commentOf(given);
  const now = clock.now();
  const metastore_id = metastoreId(seed);
  return {
    name,
    catalog_name,
    schema_name,
    full_name: `${catalog_name}.${schema_name}.${name}`,
    volume_id,
    volume_type,
    storage_location:
      location?.replace(/\/+$/, "") ?? `s3://example-metastore/${metastore_id}/volumes/${volume_id}`,
    ...(comment !== undefined && { comment }),
    owner,
    metastore_id,
    created_at: now,
    created_by: owner,
    updated_at: now,
    updated_by: owner,
  };
}
