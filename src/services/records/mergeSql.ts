/** The statements that match records with rows by key. https://docs.databricks.com/aws/en/sql/language-manual/delta-merge-into */
import { quotedName } from "../sql/sqlNames";
import { type InsertSet, insertSets, presenceCondition, type RecordShape } from "./presence";
import { selectWithPresence } from "./rowSource";
import type { TargetColumn, TargetTable } from "./targetTable";

/** What an upsert does with records whose key the table has, and with the others. */
export type UpsertMode = "insertAndUpdate" | "insertOnly" | "updateOnly";

/** How records are upserted. */
export interface UpsertChoice {
  keyColumns: readonly string[];
  mode: UpsertMode;
  /** The column that decides whether a record is newer than its row. */
  onlyNewerColumn?: string;
}

/** The full name of a table in a statement. */
export const targetName = ({ catalog, schema, table }: TargetTable): string =>
  quotedName([catalog, schema, table]);

const inTarget = (name: string): string => `t.${quotedName([name])}`;
const inSource = (name: string): string => `s.${quotedName([name])}`;

/** Whether the key of a record is that of a row; NULL is equal to NULL. */
export const sameKey = (keyColumns: readonly string[]): string =>
  keyColumns.map((name) => `${inTarget(name)} <=> ${inSource(name)}`).join(" AND ");

/** The statement that carries out clauses for the records of a source. @param on when a record matches a row */
const mergeOn = (
  target: TargetTable,
  shape: RecordShape,
  source: string,
  on: string,
  clauses: readonly string[],
): string =>
  [
    `MERGE INTO ${targetName(target)} AS t USING (${selectWithPresence(shape, source)}) AS s ON ${on}`,
    ...clauses,
  ].join(" ");

/** The clause that inserts the records of a set. Without any column, a default stands for all of them. */
const insertClause = ({ columns, condition }: InsertSet, shape: RecordShape): string => {
  const [withDefault] = shape.columns.filter(({ hasDefault }) => hasDefault);
  const isBare = columns.length === 0 && withDefault !== undefined;
  const names = (isBare ? [withDefault] : columns).map(({ name }) => quotedName([name]));
  const values = isBare ? ["DEFAULT"] : columns.map(({ name }) => inSource(name));
  return [
    `WHEN NOT MATCHED${condition === undefined ? "" : ` AND ${condition}`}`,
    `THEN INSERT (${names.join(", ")}) VALUES (${values.join(", ")})`,
  ].join(" ");
};

/** The statement that inserts every record with the defaults of the columns that it leaves out. */
export const insertBySets = (target: TargetTable, shape: RecordShape, source: string): string =>
  mergeOn(
    target,
    shape,
    source,
    "false",
    insertSets(shape).map((set) => insertClause(set, shape)),
  );

/** Whether a record is newer than its row: NULL is older than any value. */
const isNewer = (name: string): string =>
  `(${inSource(name)} > ${inTarget(name)} OR (${inTarget(name)} IS NULL AND ${inSource(name)} IS NOT NULL))`;

/** The clause that updates rows; undefined where records give nothing but their key. */
const updateClause = (
  shape: RecordShape,
  { keyColumns, onlyNewerColumn }: UpsertChoice,
): string | undefined => {
  const updated = shape.columns.filter(({ name, isGenerated }) => !isGenerated && !keyColumns.includes(name));
  if (updated.length === 0) return undefined;
  const conditions = updated.map((column) => presenceCondition(shape, column));
  const assignment = ({ name }: TargetColumn, isPresent: string | undefined): string =>
    `${quotedName([name])} = ${isPresent === undefined ? inSource(name) : `CASE WHEN ${isPresent} THEN ${inSource(name)} ELSE ${inTarget(name)} END`}`;
  // A record of nothing but its key must not rewrite its row.
  const givesSomething = conditions.every((condition) => condition !== undefined)
    ? `(${conditions.join(" OR ")})`
    : undefined;
  const newer = onlyNewerColumn === undefined ? undefined : isNewer(onlyNewerColumn);
  return [
    ["WHEN MATCHED", givesSomething, newer].filter((part) => part !== undefined).join(" AND "),
    `THEN UPDATE SET ${updated.map((column, index) => assignment(column, conditions[index])).join(", ")}`,
  ].join(" ");
};

/**
 * What an upsert does; columns that a record leaves out stay in an update and get their default in an insert.
 * @returns no clause where there is nothing to do: rows are only updated, and records give only their key
 */
export const upsertClauses = (shape: RecordShape, choice: UpsertChoice): string[] => {
  const update = choice.mode === "insertOnly" ? undefined : updateClause(shape, choice);
  const inserts =
    choice.mode === "updateOnly" ? [] : insertSets(shape).map((set) => insertClause(set, shape));
  return [...(update === undefined ? [] : [update]), ...inserts];
};

/** What a deletion does; a row may be matched by several records. */
export const deleteClause = "WHEN MATCHED THEN DELETE";

/** The statement that carries out clauses for records and the rows with their keys. */
export const mergeByKey = (
  target: TargetTable,
  shape: RecordShape,
  source: string,
  keyColumns: readonly string[],
  clauses: readonly string[],
): string => mergeOn(target, shape, source, sameKey(keyColumns), clauses);
