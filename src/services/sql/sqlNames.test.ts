import fc from "fast-check";
import { nameParts, quotedColumn, quotedName } from "./sqlNames";

describe("a name of several parts", () => {
  it.each([
    ["orders", ["orders"]],
    ["main.sales.orders", ["main", "sales", "orders"]],
    [" main . sales . orders ", ["main", "sales", "orders"]],
    ["`a.b`.`c``d`", ["a.b", "c`d"]],
    ["my-catalog.`x y`.ünder_score", ["my-catalog", "x y", "ünder_score"]],
    ["two words", ["two words"]],
  ])("is taken apart: %s", (text, parts) => {
    expect(nameParts(text)).toEqual(parts);
  });

  it.each(["", ".", "a.", ".a", "a..b", "`a", "a`b`"])("is none: %j", (text) => {
    expect(nameParts(text)).toEqual([]);
  });

  it("comes back as it was when it is quoted", () => {
    const part = fc.string({ minLength: 1, unit: "binary" });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        expect(nameParts(quotedName(parts))).toEqual(parts);
      }),
    );
  });
});

describe("a column's name", () => {
  it.each([
    ["updated_at", "`updated_at`"],
    ["a.b", "`a.b`"],
    ["a`b", "`a``b`"],
    ["`a.b`", "`a.b`"],
    ["`a``b`", "`a``b`"],
  ])("is put into back-ticks once: %s", (name, quoted) => {
    expect(quotedColumn(name)).toBe(quoted);
  });
});
