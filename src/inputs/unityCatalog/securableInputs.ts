/** Inputs that name an object of Unity Catalog of any type: its type and its full name. */
import { nameParts } from "../../services/sql/sqlNames";
import { choiceInput } from "../choice";
import { defineInput, type Input } from "../defineInput";
import { readObjectName } from "../objectName";
import { type NamePrefix, nameInAddress } from "../pageAddress";
import { readTrimmed } from "../text";

/** The types of objects with names of several parts, and the parts. */
const namedBy = {
  catalog: ["catalog"],
  schema: ["catalog", "schema"],
  table: ["catalog", "schema", "table"],
  volume: ["catalog", "schema", "volume"],
  function: ["catalog", "schema", "function"],
  column: ["catalog", "schema", "table", "column"],
} as const;

/** What may precede the names of a kind in the addresses of their pages; a column has no page. */
const prefixes: Partial<Record<keyof typeof namedBy, readonly NamePrefix[]>> = {
  volume: ["volumes"],
  function: ["functions", "models"],
  column: [],
};

const ofTables = { catalog: "Catalog", schema: "Schema", table: "Table or view", volume: "Volume" } as const;

/** The types of objects that have grants, as the API names them. */
export const grantedKinds = {
  ...ofTables,
  function: "Function or model",
  external_location: "External location",
  storage_credential: "Storage credential",
  credential: "Credential",
  connection: "Connection",
  metastore: "Metastore",
  share: "Share",
  recipient: "Recipient",
  provider: "Provider",
} as const;

/** The types of objects that have tags. */
export const taggedKinds = { ...ofTables, column: "Column" } as const;

const fullNameLabel = "Full Name";

/** Makes the inputs of an object, in order; `fullObjectName` reads its name. @param example an existing one */
export const securableInputs = <const Kinds extends Readonly<Record<string, string>>>(
  kinds: Kinds,
  example: { type: keyof Kinds & string; name: string },
) => ({
  objectType: choiceInput({
    label: "Object Type",
    comments: "The type of the object.",
    choices: kinds,
    example: example.type,
  }) as Input<keyof Kinds & string>,
  fullName: defineInput(
    {
      type: "string",
      label: fullNameLabel,
      comments: `The full name of the object, such as main for a catalog, main.sales for a schema, ${"column" in kinds ? "main.sales.orders for a table or main.sales.orders.total for a column" : "main.sales.orders for a table, or the ID of a metastore"}. A part with dots must be in backticks.`,
      placeholder: "main.sales",
      example: example.name,
    },
    readTrimmed,
  ),
});

const isNamedByParts = (kind: string): kind is keyof typeof namedBy => Object.hasOwn(namedBy, kind);

/**
 * The full name of an object, as the API accepts it: from its name or from the address of its page.
 * @throws Error that names the input, if the name does not have the parts of its type
 */
export const fullObjectName = ({
  objectType,
  fullName,
}: {
  objectType: string;
  fullName: string;
}): string => {
  if (!isNamedByParts(objectType)) return readObjectName(fullName, fullNameLabel);
  const parts = namedBy[objectType];
  const inAddress = (prefixes[objectType] ?? [undefined])
    .map((prefix) => nameInAddress(fullName, prefix, parts.length))
    .find((found) => found !== undefined);
  const names = inAddress ?? nameParts(fullName);
  if (names.length !== parts.length) {
    throw new Error(`${fullNameLabel} of a ${objectType} must have the form ${parts.join(".")}.`);
  }
  // A column may have any name.
  return names.map((name, index) => (index < 3 ? readObjectName(name, fullNameLabel) : name)).join(".");
};
