/** Records as they are sent to a table: checked before anything is sent, each one a line of JSON. */
import { columnPositions } from "./fieldMatching";
import { missingColumns } from "./missingColumns";
import { ProblemList, type RecordProblem } from "./problemList";
import { RecordCheck } from "./recordCheck";
import { canonicalText, KeyIndex } from "./recordKeys";
import { checkedText, type LineColumn, lineColumn, RecordLines, RecordSet } from "./recordLines";
import { type GivenRecord, recordList } from "./recordList";
import { addedColumn, type TargetColumn, type TargetTable, tableTitle } from "./targetTable";
import { shownName } from "./valueProblem";

/** A record that does not fit its table. */
export interface BadRecord {
  /** Its number, from 1. */
  record: number;
  problems: RecordProblem[];
  value: unknown;
}

/** Records that fit their table. */
export interface PreparedRecords {
  /** The columns that the records give, in the table's order. A generated one is among them only as a key. */
  columns: TargetColumn[];
  /** How many records are to be written. */
  count: number;
  /** Whether each line begins with the presence text. */
  hasPresence: boolean;
  /** The different presence texts, where there are any. */
  presences: string[];
  /** The records that do not fit, where they are skipped. */
  badRecords: BadRecord[];
  /** Records left out as duplicates of others. */
  duplicateCount: number;
  /** Fields without a column, and those of generated columns: they are ignored. */
  ignoredFields: string[];
  /** Each record as the text of a JSON array of texts; can be iterated several times, lazily, nothing is kept. */
  lines(): Iterable<string>;
  /** The number of each line's record in the list that was given, from 1. */
  numbers(): Iterable<number>;
}

/** How records are prepared. */
export interface PrepareOptions {
  /** None: records have no key. */
  keyColumns: readonly string[];
  /** The field of each column; the columns are encoded as `formKey` does it. Fields that it does not name are ignored. */
  columnMapping?: Record<string, string>;
  /** What becomes of a field without a column; `addColumns` takes those of `missingColumns` as columns of the table. */
  unknownFields: "error" | "ignore" | "addColumns";
  duplicateKeys: "error" | "lastWins" | "firstWins" | "allow";
  badRecords: "error" | "skip";
  /** For which columns it matters whether a record gives them: those with a default, all, or none. */
  presence: "defaults" | "all" | "none";
  /** For deletes: only key fields are read, other fields are ignored. */
  onlyKeys?: boolean;
}

/** The table with the columns that the records need besides. */
const withAddedColumns = (
  table: TargetTable,
  records: readonly unknown[],
  options: PrepareOptions,
): TargetTable => {
  if (options.unknownFields !== "addColumns" || options.onlyKeys) return table;
  const added = missingColumns(table, records, options.columnMapping);
  return {
    ...table,
    columns: [...table.columns, ...added.map((one) => addedColumn(one.name, one.typeText))],
  };
};

/** The key of a record as one text. @throws Error when values of a column cannot be compared */
const keyReader = (columns: readonly LineColumn[]): ((record: GivenRecord) => string) => {
  const parts = columns.map((line) => {
    const { name, type, typeText } = line.column;
    const canonical = canonicalText(type);
    if (!canonical) {
      throw new Error(
        `Key Columns names ${shownName(name)}: values of ${shownName(typeText)} cannot be compared.`,
      );
    }
    return (record: GivenRecord): string | null => {
      const text = checkedText(line, line.read(record));
      return text === null ? null : canonical(text);
    };
  });
  const [only] = parts;
  if (!only || parts.length > 1) return (record) => JSON.stringify(parts.map((part) => part(record)));
  return (record) => {
    const text = only(record);
    return text === null ? "" : `=${text}`;
  };
};

/** What goes through the steps of preparing records. */
interface Preparation {
  table: TargetTable;
  records: readonly unknown[];
  options: PrepareOptions;
  /** The positions of the key columns. */
  keys: readonly number[];
  /** The records that are not sent. */
  dropped: RecordSet;
  problems: ProblemList;
}

/** Checks every record. Those that do not fit are dropped. */
const checkRecords = (preparation: Preparation): { check: RecordCheck; badRecords: BadRecord[] } => {
  const { table, records, options, keys, dropped, problems } = preparation;
  const mayOmitRequired = options.presence === "all" || options.onlyKeys === true;
  const check = new RecordCheck(table, keys, { ...options, mayOmitRequired });
  const badRecords: BadRecord[] = [];
  for (let index = 0; index < records.length; index += 1) {
    const value = records[index];
    const found = check.problemsOf(value, index);
    if (found.length === 0) continue;
    dropped.add(index);
    if (options.badRecords === "skip") badRecords.push({ record: index + 1, problems: [...found], value });
    else problems.add(index + 1, found);
  }
  return { check, badRecords };
};

/** Drops records whose key another one has, or notes them as problems. Returns how many were dropped. */
const dropDuplicates = (
  { records, options, dropped, problems }: Preparation,
  keyColumns: readonly LineColumn[],
): number => {
  const keyOf = keyReader(keyColumns);
  if (options.duplicateKeys === "allow") return 0;
  const index = new KeyIndex(records.length, (record) => keyOf(records[record] as GivenRecord));
  const field = keyColumns.map(({ column }) => column.name).join(", ");
  const before = dropped.size;
  for (let record = 0; record < records.length; record += 1) {
    const earlier = dropped.has(record) ? undefined : index.put(record, options.duplicateKeys === "lastWins");
    if (earlier === undefined) continue;
    if (options.duplicateKeys === "error") {
      problems.add(record + 1, [{ field, reason: `it has the same key as record ${earlier + 1}` }]);
    } else dropped.add(options.duplicateKeys === "lastWins" ? earlier : record);
  }
  return dropped.size - before;
};

/** Whether it matters that a record leaves a column out. */
const presenceMatters = (
  { presence }: PrepareOptions,
  { hasDefault }: TargetColumn,
  isKey: boolean,
): boolean => !isKey && (presence === "all" || (presence === "defaults" && hasDefault));

/**
 * Prepares records for a table. Every value is checked; lines are made when they are read, and made again when they are
 * read again, so that little more than the records themselves is held.
 * @param records an object, a list of objects, or the JSON text of one
 * @throws Error that names the input: with the numbers of the first records that do not fit or whose keys are repeated,
 * the fields and the reasons, and how many there are; or for a column that the table does not have
 */
export const prepareRecords = (
  target: TargetTable,
  given: unknown,
  options: PrepareOptions,
): PreparedRecords => {
  const records = recordList(given);
  const table = withAddedColumns(target, records, options);
  const keys = columnPositions(table, options.keyColumns, "Key Columns");
  const dropped = new RecordSet(records.length);
  const problems = new ProblemList();
  const preparation: Preparation = { table, records, options, keys, dropped, problems };
  const { check, badRecords } = checkRecords(preparation);
  const columns = table.columns.map((column, position) => {
    const { encoders, matcher } = check;
    const matters = presenceMatters(options, column, keys.includes(position));
    return lineColumn(column, matcher.fieldsOf[position] ?? [], encoders[position] ?? (() => null), matters);
  });
  const keyColumns = keys.flatMap((position) => columns[position] ?? []);
  const duplicateCount = keyColumns.length > 0 ? dropDuplicates(preparation, keyColumns) : 0;
  problems.throwIfAny(records.length, tableTitle(table));
  const lines = new RecordLines(records, dropped, columns);
  return {
    columns: lines.columns.map(({ column }) => column),
    count: records.length - dropped.size,
    hasPresence: lines.presences.length > 0,
    presences: [...lines.presences],
    badRecords,
    duplicateCount,
    ignoredFields: [...check.matcher.ignored],
    lines: () => lines,
    numbers: () => lines.numbers(),
  };
};
