import { LosslessNumber } from "lossless-json";
import {
  columnOfType,
  linesOf,
  namesOf,
  preparationError,
  prepare,
  tableOfColumns,
} from "../../../test/support/recordPreparation";

describe("lines", () => {
  test("hold every value as text, in the order of the table's columns", () => {
    const prepared = prepare([
      { Name: 'a"\n', id: 1 },
      { id: "2", Name: null },
      { Name: "é", id: 3n },
    ]);
    expect(namesOf(prepared)).toEqual(["id", "Name"]);
    expect([...prepared.lines()]).toEqual(['["1","a\\"\\n"]', '["2",null]', '["3","é"]']);
    expect(prepared).toMatchObject({ count: 3, hasPresence: false, presences: [], badRecords: [] });
  });

  test("can be read again, and side by side", () => {
    const lines = prepare([{ id: 1 }, { id: 2 }]).lines();
    const [one, other] = [lines[Symbol.iterator](), lines[Symbol.iterator]()];
    expect([one.next().value, one.next().value, other.next().value]).toEqual(['["1"]', '["2"]', '["1"]']);
    expect([...lines]).toEqual([...lines]);
  });
});

describe("the records", () => {
  test("may be one object, or JSON text, whose numbers keep their digits", () => {
    expect(linesOf(prepare({ id: 1 }))).toEqual([["1"]]);
    expect(linesOf(prepare('[{"id": 9007199254740993, "amount": 1.10}]'))).toEqual([
      ["9007199254740993", "1.1"],
    ]);
    expect(linesOf(prepare('\ufeff{"id": 1}'))).toEqual([["1"]]);
    expect(linesOf(prepare({ id: new LosslessNumber("9223372036854775807") }))).toEqual([
      ["9223372036854775807"],
    ]);
  });

  test("may be none", () => {
    expect(prepare([])).toMatchObject({ count: 0, columns: [], badRecords: [], duplicateCount: 0 });
    expect(prepare("[]", { keyColumns: ["id"], presence: "all" }).count).toBe(0);
  });

  test.each<[unknown, string]>([
    ["[{]", "Records is not JSON, or has a key twice in one object."],
    ["", "Records is not JSON, or has a key twice in one object."],
    ["7", "Records must be an object or a list of objects, and is a whole number."],
    [undefined, "Records must be an object or a list of objects, and is NULL."],
    [7, "Records must be an object or a list of objects, and is a whole number."],
    [new Map(), "Records must be an object or a list of objects, and is an object."],
    [Buffer.from("x"), "Records must be an object or a list of objects, and is binary data of 1 byte."],
  ])("are not %p", (given, message) => {
    expect(preparationError(given)).toBe(message);
  });

  test("of another kind are named by their number", () => {
    expect(preparationError([{ id: 1 }, null, [1], "x"])).toBe(
      [
        "Records: 3 problems in 3 of 4 records for main.sales.orders; nothing was sent.",
        "Record 2: it is NULL, not an object.",
        "Record 3: it is a list of 1 item, not an object.",
        "Record 4: it is a text of 1 character, not an object.",
      ].join("\n"),
    );
  });

  test("that fill no column are refused", () => {
    expect(preparationError([{}, { row_id: 7 }, { id: undefined }])).toContain(
      "Record 3: it fills no column of the table.",
    );
  });
});

describe("what is left out", () => {
  test("is told apart from NULL where a column has a default", () => {
    const records = [{ id: 1, status: "x" }, { id: 2 }, { id: 3, status: null, amount: 1 }];
    const prepared = prepare(records, { presence: "defaults" });
    expect(namesOf(prepared)).toEqual(["id", "amount", "status"]);
    expect(prepared.hasPresence).toBe(true);
    expect(prepared.presences).toEqual(["111", "110"]);
    expect(linesOf(prepared)).toEqual([
      ["111", "1", null, "x"],
      ["110", "2", null, null],
      ["111", "3", "1", null],
    ]);
  });

  test("is told apart in all columns but the keys for an upsert", () => {
    const records = [{ id: 1, Name: "a" }, { id: 2, amount: null }, { id: 3 }];
    const prepared = prepare(records, { presence: "all", keyColumns: ["id"] });
    expect(prepared.presences).toEqual(["110", "101", "100"]);
    expect(linesOf(prepared)[1]).toEqual(["101", "2", null, null]);
  });

  test("needs no presence where every record gives the same columns", () => {
    const prepared = prepare(
      [
        { id: 1, status: "x" },
        { status: "y", id: 2 },
      ],
      { presence: "all" },
    );
    expect(prepared).toMatchObject({ hasPresence: false, presences: [] });
    expect(prepare([{ id: 1 }, { id: 2 }], { presence: "defaults" }).hasPresence).toBe(false);
  });

  test("counts only for records that are sent", () => {
    const records = [
      { id: 1, status: "x" },
      { id: 1, amount: 1 },
      { id: "x", Name: "bad" },
    ];
    const prepared = prepare(records, {
      presence: "all",
      keyColumns: ["id"],
      duplicateKeys: "lastWins",
      badRecords: "skip",
    });
    expect(namesOf(prepared)).toEqual(["id", "amount"]);
    expect(prepared).toMatchObject({ count: 1, duplicateCount: 1, hasPresence: false });
    expect([...prepared.numbers()]).toEqual([2]);
  });

  test("is a problem where a column is required", () => {
    const table = tableOfColumns(
      columnOfType("id", "INT", { isRequired: true, nullable: false }),
      columnOfType("a", "INT"),
    );
    const reason = "Record 1, field id: the column takes no NULL, has no default and is left out.";
    expect(preparationError([{ a: 1 }], {}, table)).toContain(reason);
    expect(prepare([{ a: 1 }], { presence: "all" }, table).count).toBe(1);
    expect(preparationError([{ id: null }], { presence: "all" }, table)).toContain(
      "Record 1, field id: the column takes no NULL.",
    );
  });

  test("may be a column with a default that takes no NULL; NULL itself is a problem", () => {
    const table = tableOfColumns(
      columnOfType("a", "INT"),
      columnOfType("b", "INT", { hasDefault: true, nullable: false }),
    );
    expect(prepare([{ a: 1 }], {}, table).count).toBe(1);
    expect(preparationError([{ a: 1, b: null }], {}, table)).toContain("field b: the column takes no NULL");
  });
});

describe("bad records", () => {
  const records = [{ id: "secret text" }, { id: 1, amount: "1.005", x: 1 }, { id: 2 }];

  test("are all named, with their fields and the reasons, without their values", () => {
    const message = preparationError(records);
    expect(message).toBe(
      [
        "Records: 3 problems in 2 of 3 records for main.sales.orders; nothing was sent.",
        "Record 1, field id: a text of 11 characters is not a whole number, as BIGINT takes.",
        "Record 2, field amount: the number has 3 digits behind its point, and DECIMAL(10,2) takes 2.",
        "Record 2, field x: the table has no such column.",
      ].join("\n"),
    );
  });

  test("are named by the field and, where it has another name, by the column", () => {
    expect(preparationError([{ price: "x" }], { columnMapping: { amount: "price" } })).toContain(
      "Record 1, field price (column amount): ",
    );
  });

  test("that are many are counted, and the first ones are named", () => {
    const message = preparationError(Array.from({ length: 50_000 }, () => ({ id: "x" })));
    expect(message).toContain("50000 problems in 50000 of 50000 records");
    expect(message.length).toBeLessThan(2000);
    expect(message).toMatch(/\nAnd \d+ more\.$/);
    expect(message.split("\n").length).toBeGreaterThan(15);
  });

  test("are skipped by choice, and given back with the reasons", () => {
    const prepared = prepare(records, { badRecords: "skip" });
    expect(linesOf(prepared)).toEqual([["2"]]);
    expect(prepared.count).toBe(1);
    expect(prepared.badRecords).toEqual([
      {
        record: 1,
        problems: [
          {
            field: "id",
            column: "id",
            reason: "a text of 11 characters is not a whole number, as BIGINT takes",
          },
        ],
        value: { id: "secret text" },
      },
      {
        record: 2,
        problems: [
          {
            field: "amount",
            column: "amount",
            reason: "the number has 3 digits behind its point, and DECIMAL(10,2) takes 2",
          },
          { field: "x", reason: "the table has no such column" },
        ],
        value: records[1],
      },
    ]);
  });
});
