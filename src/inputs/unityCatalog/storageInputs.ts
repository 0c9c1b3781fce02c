/** Inputs of the storage of objects of Unity Catalog. */
import { asOptional, defineInput, type Input, type Reader } from "../defineInput";
import { readTrimmed } from "../text";

/** The maximum length of a cloud storage path, in characters. */
const maxLength = 4096;

const readStoragePath: Reader<string> = (value, label) => {
  const text = readTrimmed(value, label);
  if (text.length <= maxLength && /^[a-z][a-z0-9+.-]*:\/\/[^\s/\p{Cc}][^\p{Cc}]*$/iu.test(text)) return text;
  throw new Error(`${label} must be a cloud storage path, such as s3://my-bucket/acme.`);
};

const storageInput = (label: string, comments: string): Input<string | undefined> =>
  asOptional(
    defineInput(
      { type: "string", label, comments, placeholder: "s3://my-bucket/acme", example: "s3://my-bucket/acme" },
      readStoragePath,
    ),
  );

/** Makes the input of the storage of the managed tables and volumes of a catalog or a schema. */
export const storageRootInput = (kind: "catalog" | "schema"): Input<string | undefined> =>
  storageInput(
    "Storage Root",
    `The cloud storage path for the managed tables and volumes of the ${kind}, inside an external location. If empty, the storage of the ${kind === "schema" ? "catalog is used" : "metastore is used; if that has none, a path is required"}.`,
  );

/** The location of the files of an external volume. */
export const storageLocation = storageInput(
  "Storage Location",
  "The cloud storage path of an external volume, inside an external location. Deleting the volume keeps its files. If empty, a managed volume is created: Databricks chooses the location and deletes the files with the volume.",
);
