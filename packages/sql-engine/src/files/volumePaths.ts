/** Paths of files in volumes. https://docs.databricks.com/aws/en/volumes/paths */
import { sqlError, unsupported } from "../errors";
import type { VolumeFile, VolumeStorage } from "../volumeStorage";

/** A path in a volume. */
export interface VolumePath {
  /** Catalog, schema and volume, in lower case. */
  volume: [string, string, string];
  /** The whole path, with those names in lower case; it may have a pattern in it. */
  path: string;
}

const volumePattern = /^(?:dbfs:)?\/Volumes\/([^/]+)\/([^/]+)\/([^/]+)((?:\/.*)?)$/s;

/** Reads a path. @throws SqlError for a path outside of volumes */
export function parseVolumePath(text: string): VolumePath {
  const [, catalog, schema, volume, rest = ""] = volumePattern.exec(text) ?? [];
  if (catalog === undefined || schema === undefined || volume === undefined) {
    throw unsupported("files outside of /Volumes/<catalog>/<schema>/<volume>");
  }
  const names = [catalog, schema, volume].map((name) => name.toLowerCase()) as [string, string, string];
  const segments = rest.split("/").filter((segment) => segment !== "");
  if (names.some((name) => /[*?[{]/.test(name)) || segments.some((name) => name === "." || name === "..")) {
    throw unsupported("paths with patterns in a volume's name, or with . and ..");
  }
  return { volume: names, path: ["/Volumes", ...names, ...segments].join("/") };
}

/** The path as Databricks shows it in results. */
export const shownPath = (path: string): string => `dbfs:${path}`;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** The source of a regular expression for a pattern of Hadoop: `*`, `?`, `[a-z]`, `[^a]`, `{a,b}`. */
export function patternSource(pattern: string): string {
  let source = "";
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? "";
    const [set, inner = ""] = /^\[([^\]]+)\]/.exec(pattern.slice(at)) ?? [];
    const [choice, choices = ""] = /^\{([^{}]*)\}/.exec(pattern.slice(at)) ?? [];
    if (char === "*") {
      source += "[^/]*";
    } else if (char === "?") {
      source += "[^/]";
    } else if (set !== undefined) {
      source += `[${inner.replace(/[\\\]]/g, "\\$&")}]`;
      at += set.length - 1;
    } else if (choice !== undefined) {
      source += `(?:${choices.split(",").map(patternSource).join("|")})`;
      at += choice.length - 1;
    } else if (char === "\\" && at + 1 < pattern.length) {
      at++;
      source += escaped(pattern[at] ?? "");
    } else {
      source += escaped(char);
    }
  }
  return source;
}

/** Whether Spark leaves a file or folder of this name out. */
const isHidden = (name: string): boolean =>
  name.startsWith(".") || (name.startsWith("_") && !name.includes("=")) || name.endsWith("._COPYING_");

export interface ListedFile extends VolumeFile {
  /** The names of the folders between the path and the file. */
  folders: string[];
}

/** The error for a path where nothing is. */
export const pathNotFound = (path: string): Error =>
  sqlError("PATH_NOT_FOUND", `Path does not exist: ${shownPath(path)}.`, "42K03");

/** The part of a path before its first pattern, up to a slash. */
function plainStart(path: string): string {
  const at = path.search(/[*?[{\\]/);
  return at < 0 ? path : path.slice(0, path.lastIndexOf("/", at));
}

/**
 * The files at a path, or below a directory, without hidden ones.
 * @throws SqlError PATH_NOT_FOUND
 */
export async function listedFiles(volumes: VolumeStorage, path: string): Promise<ListedFile[]> {
  const start = plainStart(path);
  const found = await volumes.files(start);
  const matching = new RegExp(`^(${patternSource(path)})(?:$|/)`, "s");
  const matches = (found ?? []).flatMap((file) => {
    const [, root] = start === path ? [path, path] : (matching.exec(file.path) ?? []);
    return root === undefined ? [] : [{ file, root }];
  });
  if (!found || (start !== path && matches.length === 0)) {
    throw pathNotFound(path);
  }
  return matches.flatMap(({ file, root }) => {
    const names = file.path.slice(root.length).split("/").filter(Boolean);
    const name = file.path.split("/").at(-1) ?? "";
    const isLeftOut = isHidden(name) || names.some(isHidden);
    return isLeftOut ? [] : [{ ...file, folders: names.slice(0, -1) }];
  });
}
