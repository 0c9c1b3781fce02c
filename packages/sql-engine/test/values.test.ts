import { createSqlEngine } from "../src/duckdbEngine";
import type { SqlEngine } from "../src/engine";
import type { Case, ErrorCase, RowsCase } from "./cases";
import { castCases } from "./casts.cases";
import { collectionCases } from "./collections.cases";
import { dateCases } from "./dates.cases";
import { errorCases, unsupportedCases } from "./errors.cases";
import { jsonCases, jsonErrorCases } from "./json.cases";
import { numberCases } from "./numbers.cases";
import { queryCases } from "./queries.cases";
import { relationCases } from "./relations.cases";
import { stringCases } from "./strings.cases";

let engine: SqlEngine;

beforeAll(async () => {
  engine = await createSqlEngine();
});

afterAll(() => engine.close());

async function rowsOf(statement: string): Promise<(string | null)[][]> {
  const result = await engine.run(statement);
  const rows = await result.textRows(0, result.rowCount);
  await result.close();
  return rows;
}

function describeCells(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    it.each(cases)("SELECT %s", async (list, cells) => {
      expect(await rowsOf(`SELECT ${list}`)).toEqual([cells]);
    });
  });
}

function describeErrors(title: string, cases: readonly ErrorCase[]): void {
  describe(title, () => {
    it.each(cases)("%s fails with %s", async (statement, condition, sqlState) => {
      await expect(rowsOf(statement)).rejects.toMatchObject({
        name: "SqlError",
        message: expect.stringMatching(
          new RegExp(`^\\[${condition.replaceAll(".", "\\.")}\\] [\\s\\S]*SQLSTATE: ${sqlState}`),
        ),
        sqlState,
      });
    });
  });
}

describeCells("numbers are as Databricks documents them", numberCases);
describeCells("texts are as Databricks documents them", stringCases);
describeCells("dates and times are as Databricks documents them", dateCases);
describeCells("arrays, maps, structs and JSON are as Databricks documents them", collectionCases);
describeCells("JSON is read as Spark reads it", jsonCases);
describeCells("casts are as Databricks documents them", castCases);

describe("queries give the rows that Databricks documents", () => {
  it.each([...queryCases, ...relationCases] as RowsCase[])("%s", async (query, rows) => {
    expect(await rowsOf(query)).toEqual(rows);
  });
});

describeErrors("mistakes end in Databricks' own errors", errorCases);
describeErrors("JSON that cannot be read is an error where that is asked for", jsonErrorCases);
describeErrors("what the workspace cannot do is refused by name", unsupportedCases);
