/** Which field of a record fills which column. */
import { nameOfFormKey } from "../formKeys";
import { type GivenRecord, isGivenRecord } from "./recordList";
import { type TargetTable, tableTitle } from "./targetTable";
import { shownName } from "./valueProblem";

/** How fields are matched to columns. */
export interface MatchOptions {
  /** The field of each column, by the column's key in a form. */
  columnMapping?: Readonly<Record<string, string>>;
  /** The key columns. */
  keyColumns: readonly string[];
  /** Whether only the key columns are filled. */
  onlyKeys?: boolean;
  unknownFields: "error" | "ignore" | "addColumns";
}

/** What becomes of a field: the columns that it fills, by their positions; or it is ignored, or a problem. */
type FieldTarget = readonly number[] | "ignored" | "unknown";

/**
 * Makes the function that gives the position of a column by its name, else by its name in another case.
 * @param label the input that names it
 * @throws Error, from the function, that names the input when the table has no such column
 */
const positionFinder = (table: TargetTable, label: string): ((name: string) => number) => {
  const exact = new Map<string, number>();
  const lower = new Map<string, number>();
  // Of several columns that fit, the first one counts.
  for (const [index, { name }] of [...table.columns.entries()].reverse()) {
    exact.set(name, index);
    lower.set(name.toLowerCase(), index);
  }
  return (name) => {
    const position = exact.get(name) ?? lower.get(name.toLowerCase());
    if (position !== undefined) return position;
    throw new Error(`${label} names ${shownName(name)}, which is no column of ${tableTitle(table)}.`);
  };
};

/**
 * The positions of named columns, in the order of the names.
 * @param label the input that names them
 * @throws Error that names the input when the table has no such column
 */
export const columnPositions = (table: TargetTable, names: readonly string[], label: string): number[] =>
  names.map(positionFinder(table, label));

/** The names of columns as the table spells them. Throws as `columnPositions` does. */
export const columnNames = (table: TargetTable, names: readonly string[], label: string): string[] =>
  columnPositions(table, names, label).map((position) => table.columns[position]?.name ?? "");

/** The positions of the columns that each field of a mapping fills. A column without a field is left out. */
const mappedFields = (
  table: TargetTable,
  mapping: Readonly<Record<string, string>>,
): Map<string, number[]> => {
  const label = "Column Mapping";
  const positionOf = positionFinder(table, label);
  const fields = new Map<string, number[]>();
  const taken = new Set<number>();
  for (const [key, field] of Object.entries(mapping)) {
    if (field === undefined || field === null || field === "") continue;
    const name = nameOfFormKey(key);
    if (typeof field !== "string") {
      throw new Error(
        `${label} must have the names of fields as values: that of ${shownName(name)} is none.`,
      );
    }
    const position = positionOf(name);
    if (taken.has(position)) throw new Error(`${label} has the column ${shownName(name)} twice.`);
    taken.add(position);
    fields.set(field, [...(fields.get(field) ?? []), position]);
  }
  return fields;
};

const hasEntries = (
  mapping: Readonly<Record<string, string>> | undefined,
): mapping is Record<string, string> => mapping !== undefined && Object.keys(mapping).length > 0;

/** Finds the target of each field, once for each name. */
export class FieldMatcher {
  readonly #targets = new Map<string, FieldTarget>();
  readonly #mapped: Map<string, number[]> | undefined;
  readonly #byLowerName = new Map<string, number>();
  readonly #byName: Map<string, number>;
  readonly #keys: ReadonlySet<number>;
  /** The fields that fill each column, by the column's position. */
  readonly fieldsOf: string[][];
  readonly ignored = new Set<string>();

  constructor(
    readonly table: TargetTable,
    readonly options: MatchOptions,
  ) {
    const { columnMapping, keyColumns } = options;
    this.#mapped = hasEntries(columnMapping) ? mappedFields(table, columnMapping) : undefined;
    this.#keys = new Set(columnPositions(table, keyColumns, "Key Columns"));
    this.#byName = new Map(table.columns.map(({ name }, index) => [name, index]));
    for (const [index, { name }] of [...table.columns.entries()].reverse()) {
      this.#byLowerName.set(name.toLowerCase(), index);
    }
    this.fieldsOf = table.columns.map(() => []);
  }

  /** What becomes of a field. */
  targetOf(field: string): FieldTarget {
    const known = this.#targets.get(field);
    if (known !== undefined) return known;
    const target = this.#find(field);
    this.#targets.set(field, target);
    if (typeof target === "string") {
      if (target === "ignored" && !this.options.onlyKeys) this.ignored.add(field);
    } else for (const position of target) this.fieldsOf[position]?.push(field);
    return target;
  }

  #find(field: string): FieldTarget {
    const positions = this.#mapped?.get(field) ?? this.#named(field);
    if (positions.length === 0) return this.#withoutColumn();
    const filled = positions.filter((position) => this.#isFilled(position));
    return filled.length > 0 ? filled : "ignored";
  }

  /** By its name, unless a mapping says what fills the columns: then only columns may be added by name. */
  #named(field: string): number[] {
    if (this.#mapped && this.options.unknownFields !== "addColumns") return [];
    const position = this.#byName.get(field) ?? this.#byLowerName.get(field.toLowerCase());
    const isMapped = [...(this.#mapped?.values() ?? [])].some((taken) => taken.includes(position ?? -1));
    return position === undefined || isMapped ? [] : [position];
  }

  #withoutColumn(): FieldTarget {
    const { onlyKeys, unknownFields } = this.options;
    if (onlyKeys || unknownFields === "ignore") return "ignored";
    return this.#mapped && unknownFields === "error" ? "ignored" : "unknown";
  }

  /** Databricks fills generated columns itself; a row can still be found by one. */
  #isFilled(position: number): boolean {
    if (this.#keys.has(position)) return true;
    return !this.options.onlyKeys && this.table.columns[position]?.isGenerated === false;
  }
}

/** Reads a value out of a record: undefined is left out. */
export type FieldReader = (record: GivenRecord) => unknown;

const oneField = (field: string): FieldReader =>
  // What every object has is no field of a record.
  field in Object.prototype
    ? (record) => (Object.hasOwn(record, field) ? record[field] : undefined)
    : (record) => record[field];

/** Reads the only one of several fields that a record has. */
export const fieldReader = (fields: readonly string[]): FieldReader => {
  const [first, ...others] = fields.map(oneField);
  if (!first) return () => undefined;
  if (others.length === 0) return first;
  return (record) => {
    let value = first(record);
    for (let index = 0; value === undefined && index < others.length; index += 1)
      value = others[index]?.(record);
    return value;
  };
};

/** Calls a function for each field of all records that are objects, with its value. */
export const eachField = (
  records: readonly unknown[],
  use: (field: string, value: unknown) => void,
): void => {
  for (const record of records) {
    if (!isGivenRecord(record)) continue;
    for (const field of Object.keys(record)) if (record[field] !== undefined) use(field, record[field]);
  }
};
