/** Inputs of where the data of objects of Unity Catalog is stored. */
import { asOptional, defineInput, type Input, type Reader } from "../defineInput";
import { readTrimmed } from "../text";

/** The longest path of cloud storage, in characters. */
const maxLength = 4096;

const readStoragePath: Reader<string> = (value, label) => {
  const text = readTrimmed(value, label);
  if (text.length <= maxLength && /^[a-z][a-z0-9+.-]*:\/\/[^\s/\p{Cc}][^\p{Cc}]*$/iu.test(text)) return text;
  throw new Error(`${label} must be a path of cloud storage, such as s3://my-bucket/acme.`);
};

const storageInput = (label: string, comments: string): Input<string | undefined> =>
  asOptional(
    defineInput(
      { type: "string", label, comments, placeholder: "s3://my-bucket/acme", example: "s3://my-bucket/acme" },
      readStoragePath,
    ),
  );

/** Makes the input of where the managed tables and volumes of a catalog or a schema are stored. */
export const storageRootInput = (kind: "catalog" | "schema"): Input<string | undefined> =>
  storageInput(
    "Storage Root",
    `The path of cloud storage for the managed tables and volumes of the ${kind}, within an external location. If empty, ${kind === "schema" ? "that of the catalog is used" : "that of the metastore is used; where it has none, a path is required"}.`,
  );

/** The place of the files of an external volume. */
export const storageLocation = storageInput(
  "Storage Location",
  "The path of cloud storage of an external volume, within an external location; deleting the volume keeps its files. If empty, the volume is managed: Databricks chooses the place, and deletes the files with the volume.",
);
