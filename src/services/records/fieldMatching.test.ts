import { LosslessNumber } from "lossless-json";
import {
  columnOfType,
  linesOf,
  namesOf,
  orders,
  preparationError,
  prepare,
  tableOfColumns,
} from "../../../test/support/recordPreparation";
import { formKey } from "../formKeys";
import { missingColumns } from "./missingColumns";

describe("fields", () => {
  test("fill the column of their name, in whatever case", () => {
    const prepared = prepare([{ ID: 1, name: "a" }, { id: 2, NAME: "b" }, { Id: 3 }]);
    expect(linesOf(prepared)).toEqual([
      ["1", "a"],
      ["2", "b"],
      ["3", null],
    ]);
  });

  test("that fill one column twice are refused, unless one is left out", () => {
    expect(preparationError([{ id: 1, ID: 1 }])).toContain(
      "Record 1, field ID: the field id fills the same column.",
    );
    expect(
      linesOf(
        prepare([
          { id: undefined, ID: 1 },
          { id: 2, ID: undefined },
        ]),
      ),
    ).toEqual([["1"], ["2"]]);
  });

  test("without a column are an error, or ignored by choice", () => {
    expect(preparationError([{ id: 1, city: "x" }])).toContain(
      "Record 1, field city: the table has no such column.",
    );
    const prepared = prepare([{ id: 1, city: "x", toString: 1 }], { unknownFields: "ignore" });
    expect(prepared.ignoredFields).toEqual(["city", "toString"]);
    expect(linesOf(prepared)).toEqual([["1"]]);
  });

  test("of generated columns are ignored, so that a row that was read can be written", () => {
    const prepared = prepare([{ id: 1, row_id: 99 }]);
    expect(prepared.ignoredFields).toEqual(["row_id"]);
    expect(namesOf(prepared)).toEqual(["id"]);
  });

  test("of a generated column are read where it is a key", () => {
    expect(namesOf(prepare([{ row_id: 1, id: 2 }], { keyColumns: ["row_id"] }))).toEqual(["id", "row_id"]);
  });

  test("that every object has are no fields of a record", () => {
    const table = tableOfColumns(
      columnOfType("id", "INT"),
      columnOfType("constructor", "STRING"),
      columnOfType("__proto__", "INT"),
    );
    const records = [{ id: 1 }, JSON.parse('{"id": 2, "constructor": "x", "__proto__": 5}')];
    expect(linesOf(prepare(records, {}, table))).toEqual([
      ["1", null, null],
      ["2", "x", "5"],
    ]);
  });

  test("with a hostile name are told in a short line", () => {
    const message = preparationError([{ [`a\u001b[31m\n${"b".repeat(5000)}`]: 1 }]);
    expect(message.split("\n")).toHaveLength(2);
    expect(message.length).toBeLessThan(250);
  });

  test("without a name are refused", () => {
    expect(preparationError([{ "": 1 }], { unknownFields: "addColumns" })).toContain("a field has no name");
  });
});

describe("a mapping", () => {
  const mapping = { id: "order no", Name: "customer", amount: "", status: "customer" };

  test("says which field fills which column; other fields are ignored", () => {
    const prepared = prepare([{ "order no": 7, customer: "c", id: 1, x: 2 }], { columnMapping: mapping });
    expect(namesOf(prepared)).toEqual(["id", "Name", "status"]);
    expect(linesOf(prepared)).toEqual([["7", "c", "c"]]);
    expect(prepared.ignoredFields).toEqual(["id", "x"]);
  });

  test("has its columns encoded as the form does it", () => {
    const name = "a.b[%]";
    const prepared = prepare(
      [{ f: 1 }],
      { columnMapping: { [formKey(name)]: "f" } },
      tableOfColumns(columnOfType(name, "INT")),
    );
    expect(namesOf(prepared)).toEqual([name]);
  });

  test("that is empty counts as none", () => {
    expect(namesOf(prepare([{ id: 1 }], { columnMapping: {} }))).toEqual(["id"]);
  });

  test("must name columns of the table", () => {
    expect(preparationError([], { columnMapping: { nope: "a" } })).toBe(
      "Column Mapping names nope, which is no column of main.sales.orders.",
    );
    expect(preparationError([], { columnMapping: { id: "a", ID: "b" } })).toBe(
      "Column Mapping has the column ID twice.",
    );
  });

  test("must name fields by text", () => {
    const columnMapping = { id: 7 } as unknown as Record<string, string>;
    expect(preparationError([], { columnMapping })).toContain(
      "Column Mapping must have the names of fields as values",
    );
  });
});

describe("new columns", () => {
  const records = [
    { id: 1, flag: true, count: 1, ratio: 1, note: 1, list: [1], none: null, bytes: Buffer.from("a") },
    { id: 2, flag: null, count: 9007199254740993n, ratio: 0.5, note: "x", New: 1, at: new Date(0) },
    { id: 3, NEW: "y", big: new LosslessNumber("12345678901234567890.5"), mixed: 1.5 },
    { id: 4, mixed: 9007199254740993n },
  ];

  test("get the type that holds all values", () => {
    expect(missingColumns(orders, records)).toEqual([
      { name: "flag", typeText: "BOOLEAN" },
      { name: "count", typeText: "BIGINT" },
      { name: "ratio", typeText: "DOUBLE" },
      { name: "note", typeText: "STRING" },
      { name: "list", typeText: "STRING" },
      { name: "bytes", typeText: "BINARY" },
      { name: "New", typeText: "STRING" },
      { name: "at", typeText: "STRING" },
      { name: "big", typeText: "STRING" },
      { name: "mixed", typeText: "STRING" },
    ]);
  });

  test("are filled", () => {
    const prepared = prepare(records, { unknownFields: "addColumns" });
    expect(prepared.ignoredFields).toEqual(["none"]);
    const cells = linesOf(prepared);
    const ofColumn = (name: string) => cells.map((line) => line[namesOf(prepared).indexOf(name)]);
    expect(ofColumn("count")).toEqual(["1", "9007199254740993", null, null]);
    expect(ofColumn("New")).toEqual([null, "1", "y", null]);
    expect(ofColumn("big")[2]).toBe("12345678901234567890.5");
    expect(ofColumn("list")[0]).toBe("[1]");
  });

  test("are those of fields that a mapping does not name", () => {
    const columnMapping = { id: "number" };
    const given = [{ number: 1, extra: "x", amount: "1.5" }];
    expect(missingColumns(orders, given, columnMapping)).toEqual([{ name: "extra", typeText: "STRING" }]);
    expect(namesOf(prepare(given, { unknownFields: "addColumns", columnMapping }))).toEqual([
      "id",
      "amount",
      "extra",
    ]);
  });
});
