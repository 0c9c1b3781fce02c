import { objectNameInput } from "./objectName";

const { clean } = objectNameInput({ label: "Table", comments: "" });

it("takes a name in the back-ticks of SQL", () => {
  expect(clean("`a b`")).toBe("a b");
});

it.each(["flights", " flights\n", "2024-01", "größe", "a b", "a#b%c&d?"])("takes %j", (name) => {
  expect(clean(name)).toBe(name.trim());
});

it.each<unknown>([
  ...[
    "",
    "  ",
    "a.b",
    "..",
    "a/b",
    "`a.b`",
    "`a",
    "a\u0000b",
    "a\u200bb",
    "a\u202eb",
    "a\ud800b",
    "x".repeat(256),
  ],
  ...[undefined, null, true, {}, ["a"], 1.5],
])("refuses %j by the input's label", (value) => {
  expect(() => clean(value)).toThrow(/^Table /);
});
