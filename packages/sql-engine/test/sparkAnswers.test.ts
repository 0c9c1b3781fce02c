/**
 * Statements with what Spark 4.1 answers (ANSI mode, time zone UTC), in sparkAnswers.jsonl. Each must get the same
 * answer here, or be refused as something that the workspace does not do: never another answer, and never an error
 * that blames the statement for what only the workspace lacks.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createSqlEngine } from "../src/duckdbEngine";
import type { SqlEngine } from "../src/engine";
import { SqlError } from "../src/errors";
import { dayTimeText, yearMonthText } from "../src/values/timeText";
import { knownDifferences } from "./sparkDifferences";

type Row = (string | null)[];

interface Answer {
  statement: string;
  /** Names and types. */
  columns?: [name: string, type: string][];
  rows?: Row[];
  /** The error's condition. */
  error?: string;
}

const answers = readFileSync(join(__dirname, "sparkAnswers.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Answer);

const refusal = "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE";

async function answerOf(engine: SqlEngine, statement: string): Promise<Answer> {
  try {
    const result = await engine.run(statement);
    try {
      const columns = result.columns.map(({ name, type_text }): [string, string] => [name, type_text]);
      return { statement, columns, rows: await result.textRows(0, result.rowCount) };
    } finally {
      await result.close();
    }
  } catch (error) {
    if (!(error instanceof SqlError)) {
      throw error;
    }
    return { statement, error: /^\[([^\]]+)\]/.exec(error.message)?.[1] ?? error.message };
  }
}

/** The recording has intervals as numbers and timestamps cut to milliseconds. */
function recordedCell(cell: string | null): string | null {
  const interval = cell === null ? undefined : /^(mon|µs) (-?\d+)$/.exec(cell);
  if (!interval) {
    return cell;
  }
  return interval[1] === "mon" ? yearMonthText(Number(interval[2])) : dayTimeText(BigInt(interval[2] ?? 0));
}

function cutCell(cell: string | null, type: string): string | null {
  return type.startsWith("TIMESTAMP") && cell !== null ? cell.replace(/(\.\d{3})\d{3}(Z?)$/, "$1$2") : cell;
}

const sorted = (rows: Row[]) => rows.map((row) => JSON.stringify(row)).sort();

/** Whether the statement itself, not a query inside it, says in which order its rows come. */
function isOrdered(statement: string): boolean {
  let outside = statement;
  for (let before = ""; before !== outside; ) {
    before = outside;
    outside = outside.replace(/\([^()]*\)/g, "");
  }
  return /\bORDER BY\b/i.test(outside);
}

/** The answer in a form that is the same for the same answer. */
function comparable(answer: Answer, cell: (value: string | null, type: string) => string | null) {
  const { statement, columns, error } = answer;
  if (!columns) {
    return { error };
  }
  const rows = (answer.rows ?? []).map((row) =>
    row.map((value, index) => cell(value, columns[index]?.[1] ?? "")),
  );
  return {
    // The recording numbers the fields of structs that were made in the statement: `z#4694`.
    names: columns.map(([name]) => name.replace(/#\d+/g, "")),
    // Whether a field can be NULL is not known here.
    types: columns.map(([, type]) => type.replaceAll(" NOT NULL", "")),
    rows: isOrdered(statement) ? rows : sorted(rows),
  };
}

describe("Spark's answers", () => {
  const differing: { statement: string; spark: unknown; here: unknown }[] = [];
  const count = { agreed: 0, refused: 0, known: 0 };
  const idle = new Set(knownDifferences.keys());

  beforeAll(async () => {
    const engine = await createSqlEngine();
    for (const recorded of answers) {
      const answer = await answerOf(engine, recorded.statement);
      const spark = comparable(recorded, recordedCell);
      const here = comparable(answer, cutCell);
      if (JSON.stringify(spark) === JSON.stringify(here)) {
        count.agreed++;
      } else if (answer.error === refusal) {
        count.refused++;
      } else if (knownDifferences.has(recorded.statement)) {
        count.known++;
        idle.delete(recorded.statement);
      } else {
        differing.push({ statement: recorded.statement, spark, here });
      }
    }
    await engine.close();
  });

  it("are given here too, or refused as unsupported", () => {
    expect(differing).toEqual([]);
  });

  it("differ where sparkDifferences.ts says so, and nowhere else", () => {
    expect([...idle]).toEqual([]);
  });

  it("are as many as before", () => {
    expect(count).toEqual({ agreed: 1386, refused: 214, known: 9 });
  });
});
