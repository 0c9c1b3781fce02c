/** Paths of files and directories in volumes: `/Volumes/<catalog>/<schema>/<volume>/...`. */
import { invalidPath } from "./fileError";

/** Where a file or a directory is. */
export interface VolumePath {
  catalog: string;
  schema: string;
  volume: string;
  /** What follows the volume; empty for the volume itself. */
  segments: string[];
}

/** The full name of a path's volume. */
export const volumeNameOf = ({ catalog, schema, volume }: VolumePath): string =>
  `${catalog}.${schema}.${volume}`;

/** A path as text. */
export const pathText = ({ catalog, schema, volume, segments }: VolumePath): string =>
  ["", "Volumes", catalog, schema, volume, ...segments].join("/");

/**
 * Reads a path. The names of catalog, schema and volume are kept in lower case, as Unity Catalog does; what follows
 * keeps its case.
 * @throws HttpError 400 for a path that is not in a volume, or has an empty segment, `.` or `..`
 */
export function readVolumePath(text: string): VolumePath {
  const [beforeSlash, root, ...rest] = text.split("/");
  if (beforeSlash !== "") throw invalidPath("the path must be absolute");
  if (root !== "Volumes") throw invalidPath(`unsupported first path component: ${root ?? ""}`);
  for (const segment of rest) {
    if (segment === "") throw invalidPath("empty path component");
    if (segment === "." || segment === "..") throw invalidPath(`unsupported path component: ${segment}`);
    if (segment.includes("\0")) throw invalidPath("a path component has a NUL character");
  }
  const [catalog, schema, volume, ...segments] = rest;
  if (catalog === undefined || schema === undefined || volume === undefined) {
    throw invalidPath("the path must have a catalog, a schema and a volume");
  }
  const [catalogName, schemaName, volumeName] = [catalog, schema, volume].map((name) => name.toLowerCase());
  return { catalog: catalogName ?? "", schema: schemaName ?? "", volume: volumeName ?? "", segments };
}

/**
 * Reads a path as a request has it, each segment percent-encoded. Throws as `readVolumePath` does, and for a segment
 * that is wrongly encoded or has a slash of its own.
 * @param isDirectory whether one slash may end the path
 */
export function readRequestPath(encoded: string, isDirectory: boolean): VolumePath {
  const path = isDirectory && encoded.length > 1 ? encoded.replace(/\/$/, "") : encoded;
  return readVolumePath(path.split("/").map(decodeSegment).join("/"));
}

function decodeSegment(encoded: string): string {
  const segment = decoded(encoded);
  if (segment === undefined) throw invalidPath(`wrong percent-encoding: ${encoded}`);
  if (segment.includes("/")) throw invalidPath("a path component has a slash");
  return segment;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // The only error is a malformed sequence.
  }
}
