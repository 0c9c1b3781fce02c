/** What a table holds after records were written to it, worked out from the records alone. */

/** A record as a step is given it; what is left out is distinguished from NULL. */
export interface PlainRecord {
  id: number | null;
  state?: string | null;
  amount?: number | null;
  version?: number | null;
}

/** A row of the table. */
export type ModelRow = Required<PlainRecord>;

/** What a step does with its records. */
type WriteAction =
  | { key: "insertRows"; mode: "append" | "replace" | "replaceKeys"; batchId: boolean }
  | { key: "upsertRows"; mode: "insertAndUpdate" | "insertOnly" | "updateOnly"; onlyNewer: boolean }
  | { key: "deleteRows" };

/** A step that writes. */
export interface Write {
  action: WriteAction;
  records: PlainRecord[];
  /** Whether two of the records are more than one statement takes. */
  isLarge: boolean;
  /** Whether there is a Staging Volume. */
  isStaged: boolean;
}

/** The columns of the table, as SQL. */
export const modelColumns = "id BIGINT, state STRING DEFAULT 'new', amount INT, version INT, filling STRING";

const inserted = (record: PlainRecord): ModelRow => ({
  id: record.id,
  state: record.state === undefined ? "new" : record.state,
  amount: record.amount ?? null,
  version: record.version ?? null,
});

const isNewer = (record: PlainRecord, row: ModelRow): boolean =>
  typeof record.version === "number" && (row.version === null || record.version > row.version);

const upsert = (
  rows: readonly ModelRow[],
  record: PlainRecord,
  { mode, onlyNewer }: Extract<WriteAction, { key: "upsertRows" }>,
): ModelRow[] => {
  if (!rows.some(({ id }) => id === record.id)) {
    return mode === "updateOnly" ? [...rows] : [...rows, inserted(record)];
  }
  if (mode === "insertOnly") return [...rows];
  const given = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
  return rows.map((row) =>
    row.id === record.id && (!onlyNewer || isNewer(record, row)) ? { ...row, ...given } : row,
  );
};

/** The rows of a table after records were written to it. */
export const applied = (
  rows: readonly ModelRow[],
  action: WriteAction,
  records: readonly PlainRecord[],
): ModelRow[] => {
  const keys = new Set(records.map(({ id }) => id));
  const others = rows.filter(({ id }) => !keys.has(id));
  if (action.key === "deleteRows") return others;
  if (action.key === "upsertRows")
    return records.reduce((before, record) => upsert(before, record, action), [...rows]);
  const kept = { append: rows, replace: [], replaceKeys: others }[action.mode];
  return [...kept, ...records.map(inserted)];
};

/** Whether two records exceed the size of one statement as they are sent: a deletion sends only their keys. */
const isSentLarge = ({ action, isLarge }: Write): boolean => isLarge && action.key !== "deleteRows";

/** Whether the records travel as files. */
export const usesFiles = (write: Write): boolean => {
  const { action, records, isStaged } = write;
  const hasBatchId = action.key === "insertRows" && action.batchId;
  return isStaged && ((isSentLarge(write) && records.length > 1) || hasBatchId);
};

/** Whether a file of a write is loaded only once. */
export const loadsOnce = (write: Write): boolean =>
  usesFiles(write) && write.action.key === "insertRows" && write.action.mode === "append";

/** The records of a write by the statements that write them, in their order. */
export const statementsOf = (write: Write): PlainRecord[][] => {
  const { records } = write;
  if (!usesFiles(write)) return isSentLarge(write) ? records.map((record) => [record]) : [records];
  if (!loadsOnce(write)) return [records];
  // COPY INTO fills the same columns for all records of a file: those with a default and those without go apart.
  const first = records[0]?.state === undefined;
  const [same, other] = [first, !first].map((isLeftOut) =>
    records.filter(({ state }) => (state === undefined) === isLeftOut),
  );
  return [same ?? [], other ?? []].filter((part) => part.length > 0);
};

const isIn = ({ state }: PlainRecord): boolean => state !== undefined;

/** Whether a write is refused before anything is sent. */
export const isRefused = (write: Write): boolean => {
  const { action, records, isLarge } = write;
  if (action.key === "upsertRows") {
    return action.onlyNewer && !records.some(({ version }) => version !== undefined);
  }
  if (action.key === "deleteRows" || action.mode === "append") return false;
  if (!usesFiles(write) && isLarge && records.length > 1) return true;
  if (action.mode === "replaceKeys") return !records.every(isIn);
  return records.some(isIn) && !records.every(isIn);
};
