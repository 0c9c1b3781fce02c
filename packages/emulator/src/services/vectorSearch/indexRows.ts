/** Makes the rows of an index. */
import { invalidParameter } from "../../control/requests";
import {
  cellAsText,
  type IndexContent,
  type IndexRow,
  type NamedIndex,
  sourceColumn,
  vectorColumn,
} from "./vectorIndex";

/** Embeds a text by a serving endpoint. */
export type Embed = (endpoint: string, text: string) => Promise<number[]>;

/** A vector that is given. @throws HttpError 400 where it does not suit the index */
export function checkedVector(info: NamedIndex, given: unknown): number[] {
  if (!Array.isArray(given) || !given.every((one) => typeof one === "number")) {
    throw invalidParameter("A vector must be a list of numbers.");
  }
  const { embedding_dimension: dimension } = vectorColumn(info) ?? {};
  if (dimension === undefined || given.length === dimension) return given;
  throw invalidParameter(
    `The vector has ${given.length} dimensions, and the index ${info.name} has ${dimension}.`,
  );
}

async function vectorOf(info: NamedIndex, cells: Record<string, unknown>, embed: Embed): Promise<number[]> {
  const { name } = vectorColumn(info) ?? {};
  if (name !== undefined) return checkedVector(info, cells[name]);
  const { name: text = "", embedding_model_endpoint_name: model = "" } = sourceColumn(info) ?? {};
  return embed(model, cellAsText(cells[text]) ?? "");
}

/** The types of columns as values show them, for rows that were seeded without. */
const typesOf = ([first = {}]: Record<string, unknown>[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(first).map(([name, value]) => [
      name,
      Array.isArray(value) ? "array<float>" : typeof value === "number" ? "bigint" : "string",
    ]),
  );

/**
 * The rows of an index, with their vectors.
 * @param types those of its columns; those that the values show where there are none
 * @throws HttpError 400 where a row does not suit the index
 */
export async function contentOf(
  info: NamedIndex,
  types: Record<string, string>,
  given: Record<string, unknown>[],
  embed: Embed,
): Promise<IndexContent> {
  const rows = new Map<string, IndexRow>();
  for (const cells of given) {
    const unknown = Object.keys(cells).find((name) => info.direct_access_index_spec && !(name in types));
    if (unknown !== undefined)
      throw invalidParameter(`There is no column ${unknown} in the index ${info.name}.`);
    const key = cellAsText(cells[info.primary_key]);
    if (key === null) throw invalidParameter(`A row has no primary key ${info.primary_key}.`);
    rows.set(key, { cells, vector: await vectorOf(info, cells, embed) });
  }
  return { types: Object.keys(types).length > 0 ? types : typesOf(given), rows };
}
