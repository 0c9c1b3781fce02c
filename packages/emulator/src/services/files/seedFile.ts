/** Files of volumes as a seed gives them. */
import { invalidParameter, onlyFields, optionalText, requiredText } from "../../control/requests";
import { invalidPath } from "./fileError";
import { pathText, readVolumePath, type VolumePath, volumeNameOf } from "./volumePath";

/** A file with its content, as text or as Base64; empty where it has neither. */
export interface SeedFile {
  /** `/Volumes/<catalog>/<schema>/<volume>/...` */
  path: string;
  text?: string;
  base64?: string;
  /** ms since the epoch; the workspace's time where left out. */
  last_modified?: number;
}

/** A file that a fresh workspace or a test puts in place. */
export interface NewFile {
  path: VolumePath;
  content: Buffer;
  modifiedAt?: number;
}

/** Reads a file of a seed. @throws HttpError 400 for a wrong path, content or time */
export function readSeedFile(given: unknown): NewFile {
  const fields = onlyFields(given, ["path", "text", "base64", "last_modified"]);
  const path = readVolumePath(requiredText(fields, "path"));
  if (path.segments.length === 0) throw invalidPath("the path of a volume is not the path of a file");
  return { path, content: contentOf(fields), modifiedAt: timeOf(fields.last_modified) };
}

/** @throws HttpError 400 for a file whose volume is missing. @param hasVolume is given a full name in lower case */
export function requireVolumes(files: NewFile[], hasVolume: (fullName: string) => boolean): void {
  const lost = files.find(({ path }) => !hasVolume(volumeNameOf(path)));
  if (lost)
    throw invalidParameter(`There is no volume ${volumeNameOf(lost.path)} for ${pathText(lost.path)}`);
}

function contentOf({ text = "", base64 }: Record<string, unknown>): Buffer {
  if (typeof text !== "string") throw invalidParameter("Field text must be a string");
  if (base64 === undefined) return Buffer.from(text);
  const encoded = optionalText({ base64 }, "base64") ?? "";
  if (text === "" && /^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) return Buffer.from(encoded, "base64");
  throw invalidParameter("A file has either text or base64, which must be Base64");
}

function timeOf(given: unknown): number | undefined {
  if (given === undefined || (typeof given === "number" && Number.isSafeInteger(given))) return given;
  throw invalidParameter(`Invalid last_modified: ${JSON.stringify(given)}`);
}
