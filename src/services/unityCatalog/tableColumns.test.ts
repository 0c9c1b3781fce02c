import { columnTitle, truncateText, valueSourceOf } from "./tableColumns";
import type { TableColumn } from "./unityCatalog";

const plain = { isGenerated: false, isRequired: false };

const column = (others: Partial<TableColumn>): TableColumn => ({ name: "a", ...others });

const json = (metadata: unknown): string => JSON.stringify({ name: "a", type: "long", metadata });

it.each<[string, Partial<TableColumn>, object]>([
  ["nothing known", {}, plain],
  ["a column without NULL", { nullable: false }, { isGenerated: false, isRequired: true }],
  ["a bare type", { type_json: '"long"' }, plain],
  ["no JSON", { type_json: "long" }, plain],
  ["null", { type_json: "null" }, plain],
  ["metadata that is none", { type_json: json(null) }, plain],
  ["a list as metadata", { type_json: json(["CURRENT_DEFAULT"]) }, plain],
  ["a default", { type_json: json({ CURRENT_DEFAULT: "'x'" }) }, { ...plain, defaultValue: "'x'" }],
  [
    "a default of a column without NULL",
    { nullable: false, type_json: json({ CURRENT_DEFAULT: "0" }) },
    { ...plain, defaultValue: "0" },
  ],
  ["a default that was taken away", { type_json: json({ CURRENT_DEFAULT: "" }) }, plain],
  [
    "an identity",
    { nullable: false, type_json: json({ "delta.identity.start": 1 }) },
    { isGenerated: true, isRequired: false },
  ],
  [
    "a computed column",
    { type_json: json({ "delta.generationExpression": "a" }) },
    { isGenerated: true, isRequired: false },
  ],
])("reads %s", (_name, others, expected) => {
  expect(valueSourceOf(column(others))).toEqual(expected);
});

it.each<[Partial<TableColumn>, string]>([
  [{ type_text: "decimal(10,2)", type_name: "DECIMAL" }, "a (decimal(10,2))"],
  [{ type_name: "LONG" }, "a (long)"],
  [{}, "a"],
])("titles %j", (others, title) => {
  expect(columnTitle(column(others))).toBe(title);
});

it("cuts between characters, never within one", () => {
  expect(truncateText("😀😀😀", 2)).toBe("😀…");
  expect(truncateText("abc", 3)).toBe("abc");
});
