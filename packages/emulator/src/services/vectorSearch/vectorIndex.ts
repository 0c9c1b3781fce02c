/** An index with its rows. */
import type { MiniVectorIndex, VectorIndex } from "../../contract/wireTypes";
import { parseExactJson } from "../../control/bodyParser";
import { invalidParameter } from "../../control/requests";

/** An index, as it is read alone. */
export interface NamedIndex extends VectorIndex {
  name: string;
  endpoint_name: string;
  primary_key: string;
}

/** A value of a row; an integer beyond 2^53 is its digits. */
export type Cell = unknown;

/** A row by its columns, and the vector by which it is found. */
export interface IndexRow {
  cells: Record<string, Cell>;
  vector: number[];
}

/** The rows of an index by their keys, and the types of their columns. */
export interface IndexContent {
  types: Record<string, string>;
  rows: Map<string, IndexRow>;
}

/** Gives the full name of an index back. @throws HttpError 400 for what is none */
export function checkIndexName(name: string): string {
  if (/^\w+\.\w+\.\w+$/.test(name)) return name;
  throw invalidParameter(
    "Invalid index name. Must specify the full index name <catalog>.<schema>.<table>. Only alphanumerics and underscores are allowed.",
  );
}

/** An index as a list answers it. */
export const toMiniIndex = (index: NamedIndex): MiniVectorIndex => {
  const { name, endpoint_name, endpoint_id, index_type, index_subtype, primary_key, creator } = index;
  const all = { name, endpoint_name, endpoint_id, index_type, index_subtype, primary_key, creator };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};

const specOf = ({ delta_sync_index_spec, direct_access_index_spec }: NamedIndex) =>
  delta_sync_index_spec ?? direct_access_index_spec ?? {};

/** The column with the vectors, where they are given, and how many numbers each has. */
export const vectorColumn = (index: NamedIndex) => specOf(index).embedding_vector_columns?.[0];

/** The column whose texts are embedded, and the endpoint that does it. */
export const sourceColumn = (index: NamedIndex) => specOf(index).embedding_source_columns?.[0];

/** The types of the columns of an index that is written to. */
export function declaredTypes({ direct_access_index_spec: spec }: NamedIndex): Record<string, string> {
  return spec?.schema_json === undefined ? {} : (parseExactJson(spec.schema_json) as Record<string, string>);
}

/** A value as text, as a result has it. */
export const cellAsText = (cell: Cell): string | null => {
  if (cell === null || cell === undefined) return null;
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
};

const isInteger = (text: string): boolean => /^-?\d+$/.test(text);

/** The order of keys: of whole numbers by their value, of anything else by their text. */
export function compareKeys(one: string, other: string): number {
  if (isInteger(one) && isInteger(other)) {
    const difference = BigInt(one) - BigInt(other);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  return one < other ? -1 : one > other ? 1 : 0;
}
