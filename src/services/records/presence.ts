/** Which columns which records give: what is left out gets its default when it is inserted, and stays in an update. */
import { quotedName } from "../sql/sqlNames";
import type { PreparedRecords } from "./preparedRecords";
import { presenceColumn } from "./rowSource";
import type { TargetColumn } from "./targetTable";

/** As much of prepared records as their statements need. */
export type RecordShape = Pick<PreparedRecords, "columns" | "hasPresence" | "presences">;

/** More ways of leaving out columns than this do not fit into one statement. */
const maxInsertSets = 250;

/** Records that insert the same columns. */
export interface InsertSet {
  columns: TargetColumn[];
  /** Whether a record belongs to it, in SQL on the source `s`; undefined where all do. */
  condition?: string;
  /** The presence texts of its records. */
  presences: ReadonlySet<string>;
}

/** Whether a record gives the column at a position, in SQL on the source `s`. */
const givesColumn = ({ columns }: RecordShape, index: number, digit = "1"): string =>
  `substr(s.${quotedName([presenceColumn(columns)])}, ${index + 1}, 1) = '${digit}'`;

const isGiven = (presence: string, index: number): boolean => presence[index] === "1";

/** Whether some records give the column at a position and others do not. */
const varies = ({ presences }: RecordShape, index: number): boolean =>
  presences.some((presence) => !isGiven(presence, index)) &&
  presences.some((presence) => isGiven(presence, index));

/** In SQL on the source `s`, whether a record gives a column; undefined where all records do. */
export const presenceCondition = (shape: RecordShape, column: TargetColumn): string | undefined => {
  const index = shape.columns.indexOf(column);
  return varies(shape, index) ? givesColumn(shape, index) : undefined;
};

/**
 * Groups records by the columns that they insert: those with a default only where the record gives them. Generated
 * columns are never inserted.
 * @throws Error when there are too many groups for a statement
 */
export const insertSets = (shape: RecordShape): InsertSet[] => {
  const { columns, presences } = shape;
  const varying = columns.flatMap((column, index) =>
    column.hasDefault && !column.isGenerated && varies(shape, index) ? [index] : [],
  );
  const inserted = columns.filter(({ isGenerated }) => !isGenerated);
  if (varying.length === 0) return [{ columns: inserted, presences: new Set(presences) }];
  const groups = new Map<string, Set<string>>();
  for (const presence of presences) {
    const digits = varying.map((index) => presence[index]).join("");
    const group = groups.get(digits);
    if (group) group.add(presence);
    else groups.set(digits, new Set([presence]));
  }
  if (groups.size > maxInsertSets) {
    throw new Error(
      `Records leave out columns with a default in ${groups.size} different ways, but ${maxInsertSets} at most are supported: give these columns a value or null in every record.`,
    );
  }
  return [...groups].map(([digits, own]) => ({
    columns: inserted.filter((column) => {
      const place = varying.indexOf(columns.indexOf(column));
      return place < 0 || digits[place] === "1";
    }),
    condition: varying.map((index, place) => givesColumn(shape, index, digits[place])).join(" AND "),
    presences: own,
  }));
};

/** The name of a column with a default that some records give and others leave out. */
export const unevenDefault = (shape: RecordShape): string | undefined =>
  shape.columns.find((column, index) => column.hasDefault && varies(shape, index))?.name;
