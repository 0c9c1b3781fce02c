/** Inputs of which a builder first chooses the kind, and then fills in the fields of that kind. */
import { isJsonObject } from "../http/json";
import { type Definition, type InputValues, isBlank } from "./defineInput";
import { readJson } from "./json";
import { type Fields, publishedFields, readFields } from "./structuredInput";

/** One kind: what a builder reads of it, and its fields. */
interface Variant<OwnFields> {
  label: string;
  comments: string;
  fields: OwnFields;
}

type Variants = Readonly<Record<string, Variant<Fields>>>;

/** The chosen kind and the values of its fields. */
type VariantValue<OwnVariants extends Variants> = {
  [Kind in keyof OwnVariants]: { configuration: Kind; values: InputValues<OwnVariants[Kind]["fields"]> };
}[keyof OwnVariants];

/** An input of one of several kinds. Its own `clean` reads its fields, as that of a list of rows does. */
interface VariantInput<Value> {
  type: "dynamicObject";
  label: string;
  comments: string;
  configurations: Record<string, { label: string; comments: string; inputs: Record<string, Definition> }>;
  clean: (value: unknown) => Value;
}

const readVariant = <OwnVariants extends Variants>(
  variants: OwnVariants,
  value: unknown,
  label: string,
): VariantValue<OwnVariants> | undefined => {
  const given = isBlank(value) ? undefined : readJson(value, label);
  if (given === undefined) return undefined;
  if (!isJsonObject(given)) throw new Error(`${label} must be an object with configuration and values.`);
  const { configuration, values, ...others } = given;
  const [stray] = Object.entries(others).find(([, other]) => !isBlank(other)) ?? [];
  if (stray !== undefined) {
    throw new Error(
      `${label} must be an object with configuration and values: "${stray.slice(0, 80)}" is neither.`,
    );
  }
  if (isBlank(configuration)) {
    if (isBlank(values) || (isJsonObject(values) && Object.values(values).every(isBlank))) return undefined;
    throw new Error(`${label} has values, but no configuration.`);
  }
  const kind = typeof configuration === "string" ? configuration : "";
  const variant = Object.hasOwn(variants, kind) ? variants[kind] : undefined;
  if (!variant) throw new Error(`${label} must be one of ${Object.keys(variants).join(", ")}.`);
  const place = `${label}, ${variant.label}`;
  const read = readFields(variant.fields, isBlank(values) ? {} : readJson(values, place), place);
  return { configuration: kind, values: read } as VariantValue<OwnVariants>;
};

/**
 * An optional input of one of several kinds, each with fields of its own. It takes `{configuration, values}` or its JSON,
 * and gives undefined where none is chosen.
 */
export const variantInput = <const OwnVariants extends Variants>({
  label,
  comments,
  variants,
}: {
  label: string;
  comments: string;
  variants: OwnVariants;
}): VariantInput<VariantValue<OwnVariants> | undefined> => ({
  type: "dynamicObject",
  label,
  comments,
  configurations: Object.fromEntries(
    Object.entries(variants).map(([kind, variant]) => [
      kind,
      { label: variant.label, comments: variant.comments, inputs: publishedFields(variant.fields) },
    ]),
  ),
  clean: (value) => readVariant(variants, value, label),
});
