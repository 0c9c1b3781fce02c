/** Inputs that name a volume, by its name, its full name or its path. */
import { nameParts } from "../../services/sql/sqlNames";
import { defineInput, type Input, type Reader, type Texts } from "../defineInput";
import { readObjectName } from "../objectName";
import { readTrimmed } from "../text";
import { volumePathInput } from "./volumePath";

const readPath: Reader<string> = (value, label) =>
  volumePathInput({ kind: "directory", label, comments: "" }).clean(value);

/**
 * Reads a volume: its name, as Select Volume gives it, its full name, or its path or that of a directory in it.
 * @returns the name, or the path if more than the name is given
 */
const readVolume: Reader<string> = (value, label) => {
  const text = readTrimmed(value, label);
  if (/^(?:\/|dbfs:|https?:)/i.test(text)) return readPath(text, label);
  const names = nameParts(text).map((name) => readObjectName(name, label));
  if (names.length === 1) return names.join();
  if (names.length === 3) return readPath(`/Volumes/${names.join("/")}`, label);
  throw new Error(
    `${label} must be a volume's name, catalog.schema.volume, or a path that begins with /Volumes.`,
  );
};

/** Makes the input of a volume. `volumePathOf` makes its path. */
export const volumeInput = (texts: Texts): Input<string> =>
  defineInput({ type: "string", ...texts }, readVolume);

/** The values of the inputs that name a volume. */
interface GivenVolume {
  catalog?: string;
  schema?: string;
  /** What `volumeInput` gives. */
  volume: string;
}

/**
 * The path of a volume. A name alone is that of a volume in the given catalog and schema.
 * @throws Error that names the input that is empty
 */
export const volumePathOf = ({ catalog, schema, volume }: GivenVolume): string => {
  if (volume.startsWith("/")) return volume;
  if (catalog === undefined) throw new Error("Catalog is empty, but Volume is a name alone.");
  if (schema === undefined) throw new Error("Schema is empty, but Volume is a name alone.");
  return `/Volumes/${catalog}/${schema}/${volume}`;
};

/**
 * The path of a directory.
 * @param volume the path of its volume
 * @param directory its path below the volume, or its whole path; the volume itself if it is omitted
 * @throws Error that names the input `Directory`
 */
export const directoryIn = (volume: string, directory: string | undefined): string => {
  if (directory === undefined) return volume;
  const isWhole = /^(?:\/Volumes\/|dbfs:|https?:)/i.test(directory);
  return readPath(isWhole ? directory : `${volume}/${directory.replace(/^\/|\/$/g, "")}`, "Directory");
};
