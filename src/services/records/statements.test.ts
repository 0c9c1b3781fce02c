import { parseSqlType } from "../../results/sqlTypes";
import { sqlTypeText } from "../../results/sqlTypeText";
import { appendStatement, copyStatement, replaceKeysStatement, replaceStatement } from "./insertSql";
import { deleteClause, mergeByKey, type UpsertChoice, upsertClauses } from "./mergeSql";
import { insertSets, type RecordShape } from "./presence";
import { cellValue, fileSource, parameterSource } from "./rowSource";
import type { TargetColumn, TargetTable } from "./targetTable";

const column = (name: string, typeText: string, known: Partial<TargetColumn> = {}): TargetColumn => {
  const type = parseSqlType(typeText);
  return {
    name,
    type,
    typeText: sqlTypeText(type),
    isGenerated: false,
    hasDefault: false,
    isRequired: false,
    ...known,
  };
};

const id = column("id", "bigint");
const name = column("name", "string");
const state = column("state", "string", { hasDefault: true });
const seen = column("seen", "timestamp", { hasDefault: true });

const tableOf = (...columns: TargetColumn[]): TargetTable => ({
  catalog: "main",
  schema: "sales",
  table: "orders",
  columns,
  primaryKey: ["id"],
});

const shapeOf = (columns: TargetColumn[], ...presences: string[]): RecordShape => ({
  columns,
  hasPresence: presences.length > 0,
  presences,
});

const source = "SOURCE";

describe("the value of a column", () => {
  test.each([
    ["bigint", "CAST(r[2] AS BIGINT)"],
    ["decimal(38,18)", "CAST(r[2] AS DECIMAL(38,18))"],
    ["timestamp_ntz", "CAST(r[2] AS TIMESTAMP_NTZ)"],
    ["interval day to second", "CAST(r[2] AS INTERVAL DAY TO SECOND)"],
    ["string", "r[2]"],
    ["varchar(5)", "r[2]"],
    ["char(5)", "rpad(r[2], 5)"],
    ["char", "r[2]"],
    ["binary", "unbase64(r[2])"],
    ["variant", "parse_json(r[2])"],
    ["array<int>", "from_json(r[2], 'ARRAY<INT>', map('mode', 'FAILFAST'))"],
    ["struct<it's:int>", "from_json(r[2], 'STRUCT<`it\\'s`: INT>', map('mode', 'FAILFAST'))"],
    [
      "map<int,string>",
      "CAST(from_json(r[2], 'MAP<STRING, STRING>', map('mode', 'FAILFAST')) AS MAP<INT, STRING>)",
    ],
  ])("of the type %s is %s", (typeText, expected) => {
    expect(cellValue(column("c", typeText), 2)).toBe(expected);
  });

  test("of a type that is not understood is refused, so that no text of a server gets into a statement", () => {
    expect(() => cellValue(column("c", "int) FROM t; DROP TABLE t; --"), 0)).toThrow(
      /^The column c has the type .*, which records cannot be written to\.$/,
    );
  });
});

describe("where records come from", () => {
  test("a parameter is a JSON array that is read strictly", () => {
    expect(parameterSource).toBe(
      "(SELECT explode(from_json(:records, 'ARRAY<ARRAY<STRING>>', map('mode', 'FAILFAST'))) AS r)",
    );
  });

  test("a file is named by a literal that ends where it should", () => {
    expect(fileSource("/Volumes/a/b/it's\\/f.json")).toBe(
      "read_files('/Volumes/a/b/it\\'s\\\\/f.json', format => 'json', schema => 'r ARRAY<STRING>', mode => 'FAILFAST')",
    );
  });
});

describe("an insert", () => {
  test("appends the columns that records give, with names in backticks", () => {
    const odd = column("a `b`", "int");
    expect(appendStatement(tableOf(id, odd), shapeOf([id, odd]), source)).toBe(
      "INSERT INTO `main`.`sales`.`orders` (`id`, `a ``b```) SELECT CAST(r[0] AS BIGINT) AS `id`, CAST(r[1] AS INT) AS `a ``b``` FROM SOURCE",
    );
  });

  test("leaves generated columns to Databricks", () => {
    const serial = column("serial", "bigint", { isGenerated: true });
    expect(appendStatement(tableOf(serial, id), shapeOf([serial, id]), source)).toBe(
      "INSERT INTO `main`.`sales`.`orders` (`id`) SELECT CAST(r[1] AS BIGINT) AS `id` FROM SOURCE",
    );
  });

  test("has a clause for each set of defaults that records leave out", () => {
    const shape = shapeOf([id, name, state, seen], "1111", "1011", "1101", "1100");
    expect(appendStatement(tableOf(id, name, state, seen), shape, source)).toBe(
      [
        "MERGE INTO `main`.`sales`.`orders` AS t USING (SELECT r[0] AS `__presence`, CAST(r[1] AS BIGINT) AS `id`, r[2] AS `name`, r[3] AS `state`, CAST(r[4] AS TIMESTAMP) AS `seen` FROM SOURCE) AS s ON false",
        "WHEN NOT MATCHED AND substr(s.`__presence`, 3, 1) = '1' AND substr(s.`__presence`, 4, 1) = '1' THEN INSERT (`id`, `name`, `state`, `seen`) VALUES (s.`id`, s.`name`, s.`state`, s.`seen`)",
        "WHEN NOT MATCHED AND substr(s.`__presence`, 3, 1) = '0' AND substr(s.`__presence`, 4, 1) = '1' THEN INSERT (`id`, `name`, `seen`) VALUES (s.`id`, s.`name`, s.`seen`)",
        "WHEN NOT MATCHED AND substr(s.`__presence`, 3, 1) = '0' AND substr(s.`__presence`, 4, 1) = '0' THEN INSERT (`id`, `name`) VALUES (s.`id`, s.`name`)",
      ].join(" "),
    );
  });

  test("of a record that gives nothing at all names one default, since an INSERT needs a column", () => {
    expect(appendStatement(tableOf(state), shapeOf([state], "1", "0"), source)).toMatch(
      / = '0' THEN INSERT \(`state`\) VALUES \(DEFAULT\)$/,
    );
  });

  test("tells presence by a column that the table does not have", () => {
    const taken = column("__PRESENCE", "string", { hasDefault: true });
    expect(appendStatement(tableOf(taken), shapeOf([taken], "1", "0"), source)).toContain(
      "r[0] AS `__presence_`",
    );
  });

  test("of too many different sets is refused", () => {
    const columns = Array.from({ length: 9 }, (_, at) => column(`c${at}`, "int", { hasDefault: true }));
    const presences = Array.from({ length: 300 }, (_, at) => at.toString(2).padStart(9, "0"));
    expect(() => appendStatement(tableOf(...columns), shapeOf(columns, ...presences), source)).toThrow(
      /^Records leave out columns with a default in 300 different ways/,
    );
  });

  test("replaces the whole table in one statement", () => {
    expect(replaceStatement(tableOf(id, name), shapeOf([id, name]), source)).toBe(
      "INSERT OVERWRITE `main`.`sales`.`orders` (`id`, `name`) SELECT CAST(r[0] AS BIGINT) AS `id`, r[1] AS `name` FROM SOURCE",
    );
  });

  test("cannot replace the table with records that leave out a default only in part", () => {
    expect(() => replaceStatement(tableOf(id, state), shapeOf([id, state], "11", "10"), source)).toThrow(
      /^Records give the column state only in part/,
    );
  });

  test("replaces rows by key with a value for every column of the table in its order", () => {
    expect(replaceKeysStatement(tableOf(id, name), shapeOf([id]), source, ["id", "name"])).toBe(
      "INSERT INTO `main`.`sales`.`orders` AS t REPLACE ON t.`id` <=> s.`id` AND t.`name` <=> s.`name` (SELECT CAST(r[0] AS BIGINT) AS `id`, NULL AS `name` FROM SOURCE) AS s",
    );
  });

  test.each([
    [
      tableOf(id, column("serial", "bigint", { isGenerated: true })),
      shapeOf([id]),
      /generates its column serial/,
    ],
    [tableOf(id, state), shapeOf([id]), /leave out the column state, which has a default/],
    [tableOf(id, state), shapeOf([id, state], "11", "10"), /leave out the column state, which has a default/],
  ])("cannot replace rows by key where a column would get a wrong value", (target, shape, message) => {
    expect(() => replaceKeysStatement(target, shape, source, ["id"])).toThrow(message);
  });

  test("loads a file with one COPY INTO for the records of a set", () => {
    const shape = shapeOf([id, state], "11", "10");
    const [, second] = insertSets(shape);
    expect(second && copyStatement(tableOf(id, state), shape, second, "/Volumes/a/b/c/f.json")).toBe(
      "COPY INTO `main`.`sales`.`orders` FROM (SELECT CAST(r[1] AS BIGINT) AS `id` FROM '/Volumes/a/b/c/f.json') FILEFORMAT = JSON FORMAT_OPTIONS ('mode' = 'FAILFAST', 'primitivesAsString' = 'true', 'inferTimestamp' = 'false', 'ignoreMissingFiles' = 'false')",
    );
    expect(second && [...second.presences]).toEqual(["10"]);
  });
});

describe("an upsert", () => {
  const choice: UpsertChoice = { keyColumns: ["id"], mode: "insertAndUpdate" };
  const target = tableOf(id, name, state);

  test("updates all but the key, and inserts the rest", () => {
    const shape = shapeOf([id, name]);
    expect(mergeByKey(target, shape, source, ["id"], upsertClauses(shape, choice))).toBe(
      [
        "MERGE INTO `main`.`sales`.`orders` AS t USING (SELECT CAST(r[0] AS BIGINT) AS `id`, r[1] AS `name` FROM SOURCE) AS s ON t.`id` <=> s.`id`",
        "WHEN MATCHED THEN UPDATE SET `name` = s.`name`",
        "WHEN NOT MATCHED THEN INSERT (`id`, `name`) VALUES (s.`id`, s.`name`)",
      ].join(" "),
    );
  });

  test("leaves unchanged what a record leaves out, and a whole row where it gives only its key", () => {
    expect(upsertClauses(shapeOf([id, name, state], "110", "101", "100"), choice)).toEqual([
      "WHEN MATCHED AND (substr(s.`__presence`, 2, 1) = '1' OR substr(s.`__presence`, 3, 1) = '1') THEN UPDATE SET `name` = CASE WHEN substr(s.`__presence`, 2, 1) = '1' THEN s.`name` ELSE t.`name` END, `state` = CASE WHEN substr(s.`__presence`, 3, 1) = '1' THEN s.`state` ELSE t.`state` END",
      "WHEN NOT MATCHED AND substr(s.`__presence`, 3, 1) = '0' THEN INSERT (`id`, `name`) VALUES (s.`id`, s.`name`)",
      "WHEN NOT MATCHED AND substr(s.`__presence`, 3, 1) = '1' THEN INSERT (`id`, `name`, `state`) VALUES (s.`id`, s.`name`, s.`state`)",
    ]);
  });

  test("of newer records compares the column that decides, in which NULL is the least", () => {
    expect(
      upsertClauses(shapeOf([id, name]), { ...choice, mode: "updateOnly", onlyNewerColumn: "name" }),
    ).toEqual([
      "WHEN MATCHED AND (s.`name` > t.`name` OR (t.`name` IS NULL AND s.`name` IS NOT NULL)) THEN UPDATE SET `name` = s.`name`",
    ]);
  });

  test("may only insert", () => {
    expect(upsertClauses(shapeOf([id, name]), { ...choice, mode: "insertOnly" })).toEqual([
      "WHEN NOT MATCHED THEN INSERT (`id`, `name`) VALUES (s.`id`, s.`name`)",
    ]);
  });

  test("has nothing to do where rows are only updated and records give only their key", () => {
    expect(upsertClauses(shapeOf([id]), { ...choice, mode: "updateOnly" })).toEqual([]);
  });
});

test("a deletion matches the keys of records, NULL included", () => {
  expect(mergeByKey(tableOf(id, name), shapeOf([id, name]), source, ["id", "name"], [deleteClause])).toMatch(
    / ON t\.`id` <=> s\.`id` AND t\.`name` <=> s\.`name` WHEN MATCHED THEN DELETE$/,
  );
});
