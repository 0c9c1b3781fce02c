/** What to do about a refused request for a file or a directory in a volume: its path says which volume it is. */
import type { Failure } from "../http/errors";
import { isBadCredential } from "./credentials";
import { grantsText } from "./grantsText";
import { isUnknownApi, kindOfError } from "./kinds";
import { readVolumeGrants, writeVolumeGrants } from "./requiredGrant";

const fileRequest =
  /^(?<method>[A-Z]+) \/api\/2\.0\/fs\/(?:files|directories)\/Volumes\/(?<catalog>[^/?]+)\/(?<schema>[^/?]+)\/(?<volume>[^/?]+)/;

const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // Cut in the middle of a character.
  }
};

/** The hint for a refusal or for a file that is not found, unless the response names its reason. */
export const volumeHint = (failure: Failure): string | undefined => {
  const { method, catalog, schema, volume } = fileRequest.exec(failure.operation)?.groups ?? {};
  if (!method || !catalog || !schema || !volume || isBadCredential(failure) || isUnknownApi(failure)) {
    return undefined;
  }
  const names = {
    catalog: decoded(catalog),
    schema: decoded(`${catalog}.${schema}`),
    volume: decoded(`${catalog}.${schema}.${volume}`),
  };
  const grants = grantsText(
    method === "GET" || method === "HEAD" ? readVolumeGrants : writeVolumeGrants,
    names,
  );
  switch (kindOfError(failure)) {
    case "forbidden":
      return `The connection's identity needs ${grants}: the volume's owner, or a metastore administrator, can grant them.`;
    case "notFound":
      return `Check the path: names in it are case-sensitive. What the connection's identity may not see is not found either: it needs ${grants}.`;
    default:
      return undefined;
  }
};
