/** What to do about a refused request for a file or a directory in a volume: its path says which volume it is. */
import type { Failure } from "../http/errors";
import { isBadCredential } from "./credentials";
import { isUnknownApi, kindOfError } from "./kinds";

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
  const [inCatalog, inSchema, name] = [catalog, `${catalog}.${schema}`, `${catalog}.${schema}.${volume}`].map(
    decoded,
  );
  const privilege = method === "GET" || method === "HEAD" ? "READ VOLUME" : "WRITE VOLUME";
  const grants = `${privilege} on the volume ${name}, USE SCHEMA on ${inSchema} and USE CATALOG on ${inCatalog}`;
  switch (kindOfError(failure)) {
    case "forbidden":
      return `The connection's identity needs ${grants}: the volume's owner, or a metastore administrator, can grant them.`;
    case "notFound":
      return `Check the path: names in it are case-sensitive. What the connection's identity may not see is not found either: it needs ${grants}.`;
    default:
      return undefined;
  }
};
