/** Converts the response to a query to rows: values of the manifest's types, each row with its score. */
import { DatabricksError } from "../../http/errors";
import { fitsIntoMemory } from "../../http/memory";
import {
  lenientSchema,
  listSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  SchemaError,
  textSchema,
} from "../../http/schema";
import { cellReader, distinctNames } from "../../results/statementRows";

/** A column of a result. Without a type, its cells are returned unchanged. */
interface ManifestColumn {
  name: string;
  type_text?: string;
}

/** The cells of a row, in the order of the columns: text, or the value itself. */
type Cells = readonly unknown[];

/** A page of a result. */
export interface FoundPage {
  manifest?: { columns?: ManifestColumn[]; facet_columns?: ManifestColumn[] };
  result?: { data_array?: Cells[] };
  facet_result?: { facet_array?: Cells[] };
  next_page_token?: string;
}

const cellsSchema: ResponseSchema<Cells> = (value) => {
  if (Array.isArray(value)) return value;
  throw new SchemaError("a list", value);
};

const columnsSchema = optionalSchema(
  listSchema(objectSchema<ManifestColumn>({ name: nonBlankSchema, type_text: lenientSchema(textSchema) })),
);

const rowsSchema = optionalSchema(listSchema(cellsSchema));

/** A page in a response. */
export const foundPageSchema = objectSchema<FoundPage>({
  manifest: optionalSchema(objectSchema({ columns: columnsSchema, facet_columns: columnsSchema })),
  result: optionalSchema(objectSchema({ data_array: rowsSchema })),
  facet_result: optionalSchema(objectSchema({ facet_array: rowsSchema })),
  next_page_token: optionalSchema(textSchema),
});

/** The name of the column that Databricks adds after the requested ones. */
const scoreName = "score";

/** The type of the score if the manifest does not give it. */
const scoreType = "DOUBLE";

/** Makes the reader of a column's cells. A cell that is not text already is the value. */
const reader = (type: string | undefined): ((cell: unknown) => unknown) => {
  const readText = type === undefined ? undefined : cellReader({ type_text: type });
  return (cell) => (typeof cell === "string" ? (readText?.(cell) ?? cell) : (cell ?? null));
};

/** The columns of rows. Cells beyond the columns of the manifest are kept: their columns have no name. */
const columnsOf = (known: readonly ManifestColumn[] = [], rows: readonly Cells[]): ManifestColumn[] => {
  const widest = rows.reduce((most, row) => Math.max(most, row.length), known.length);
  return [...known, ...Array.from({ length: widest - known.length }, () => ({ name: "" }))];
};

/** The memory of a value in a row besides its text, in bytes. */
const valueBytes = 24;

const objectsOf = (
  columns: readonly ManifestColumn[],
  names: readonly string[],
  cells: readonly Cells[],
): Record<string, unknown>[] => {
  // A row has every column, also those that only another row has cells for.
  if (!fitsIntoMemory(names.length * cells.length * valueBytes)) {
    throw new DatabricksError({
      operation: "Query of a vector index",
      message: `${cells.length} rows of ${names.length} columns do not fit into the memory of this step`,
      hint: "Request fewer rows or columns.",
    });
  }
  const readers = columns.map(({ type_text }) => reader(type_text));
  return cells.map((row) =>
    Object.fromEntries(names.map((name, index) => [name, readers[index]?.(row[index])])),
  );
};

/**
 * The rows of a page with its manifest, or with that of the first page. The last column is the score and keeps its name:
 * a column of the index with the same name gets a number, as repeated names do.
 */
export const foundRows = ({ manifest, result }: FoundPage): Record<string, unknown>[] => {
  const cells = result?.data_array ?? [];
  const columns = columnsOf(manifest?.columns, cells);
  if (columns.at(-1)?.name !== scoreName) {
    return objectsOf(columns, distinctNames(columns.map(({ name }) => name)), cells);
  }
  const own = columns.slice(0, -1);
  const [score = scoreName, ...names] = distinctNames([scoreName, ...own.map(({ name }) => name)]);
  const scored = [...own, { name: scoreName, type_text: columns.at(-1)?.type_text ?? scoreType }];
  return objectsOf(scored, [...names, score], cells);
};

/** The facets of a result, if it has any. */
export const foundFacets = ({ manifest, facet_result }: FoundPage): Record<string, unknown>[] | undefined => {
  if (!facet_result) return undefined;
  const cells = facet_result.facet_array ?? [];
  const columns = columnsOf(manifest?.facet_columns, cells);
  return objectsOf(columns, distinctNames(columns.map(({ name }) => name)), cells);
};
