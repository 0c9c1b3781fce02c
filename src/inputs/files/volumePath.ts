/** Inputs that hold the path of a file or directory in a volume. */
import { defineInput, type Input, type Reader, type Texts } from "../defineInput";
import { isAddress, nameInAddress } from "../pageAddress";
import { checkPathCharacters, checkPathParts, readPathText } from "./pathText";

/** What a path may be of: a directory may be the volume itself. */
type PathKind = "file" | "directory" | "fileOrDirectory";

const form = "/Volumes/<catalog>/<schema>/<volume>";

/** The fewest parts of a path: `Volumes`, a catalog, a schema, a volume and, of a file, its name. */
const minParts: Record<PathKind, number> = { file: 5, directory: 4, fileOrDirectory: 4 };

const wrongForm: Record<PathKind, string> = {
  file: `must be the path of a file, such as ${form}/orders.csv.`,
  directory: `must be the path of a directory, such as ${form}/incoming.`,
  fileOrDirectory: `must be the path of a file or directory, such as ${form}/orders.csv.`,
};

/** The path in the address of a page of Catalog Explorer: that of the folder that it shows, or of its volume. */
const pathInAddress = (address: string, label: string): string => {
  const names = nameInAddress(address, "volumes");
  if (!names || !URL.canParse(address)) throw new Error(`${label} is an address that names no volume.`);
  return new URL(address).searchParams.get("volumePath") ?? `/Volumes/${names.join("/")}`;
};

/**
 * Makes a reader of paths in volumes: `/Volumes/...`, `dbfs:/Volumes/...`, or the address of a folder's page. Gives
 * the path from `/Volumes`, without a slash at its end; names are as given, not encoded.
 */
const volumePathReader =
  (kind: PathKind): Reader<string> =>
  (value, label) => {
    const text = readPathText(value, label);
    const isPage = /^https?:/i.test(text) && isAddress(text);
    const path = (isPage ? pathInAddress(text, label) : text).replace(/^dbfs:/i, "");
    checkPathCharacters(path, label);
    if (!path.startsWith("/Volumes/")) throw new Error(`${label} ${wrongForm[kind]}`);
    const isDirectory = path.endsWith("/");
    const parts = path.slice(1, isDirectory ? -1 : undefined).split("/");
    checkPathParts(parts, label);
    if (parts.length < minParts[kind]) throw new Error(`${label} ${wrongForm[kind]}`);
    if (isDirectory && kind === "file") throw new Error(`${label} ends with a slash. Add the file's name.`);
    return `/${parts.join("/")}`;
  };

/** An input of the path of a file or directory in a volume. @param kind what the path is of */
export const volumePathInput = ({ kind, ...texts }: Texts & { kind: PathKind }): Input<string> =>
  defineInput({ type: "string", ...texts }, volumePathReader(kind));
