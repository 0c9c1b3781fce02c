import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { invalidParameter, optionalText, requiredText } from "../../control/requests";
import type { CompleteSeed } from "../../seed/seed";
import { objectPath } from "./names";
import type { Volume } from "./objects";
import { metastoreId } from "./seedStamps";

const types = ["MANAGED", "EXTERNAL"];

/**
 * A whole volume from the fields that a seed gives: `full_name`, and perhaps `volume_type`, `comment` and, of an
 * external one, `storage_location`. Names are kept in lower case, as Unity Catalog does.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE for a wrong field
 */
export function completeVolume(
  given: Record<string, unknown>,
  { clock, ids, seed }: { clock: WorkspaceClock; ids: Ids; seed: CompleteSeed },
): Volume {
  const full_name = requiredText(given, "full_name").toLowerCase();
  const { catalog, schema, name } = objectPath("CreateVolume", full_name);
  const volume_type = optionalText(given, "volume_type") ?? "MANAGED";
  if (!types.includes(volume_type)) throw invalidParameter(`Invalid volume_type: ${volume_type}`);
  const external = volume_type === "EXTERNAL";
  if (!external && given.storage_location !== undefined) {
    throw invalidParameter("A managed volume has no storage_location of its own");
  }
  const volume_id = ids.uuid();
  const comment = optionalText(given, "comment");
  const [owner, now] = [seed.user.userName, clock.now()];
  const metastore_id = metastoreId(seed);
  return {
    name,
    catalog_name: catalog,
    schema_name: schema,
    full_name,
    volume_id,
    volume_type,
    storage_location: external
      ? requiredText(given, "storage_location")
      : `s3://example-metastore/${metastore_id}/volumes/${volume_id}`,
    ...(comment !== undefined && { comment }),
    owner,
    metastore_id,
    created_at: now,
    created_by: owner,
    updated_at: now,
    updated_by: owner,
  };
}
