import { parseGlob } from "./globPattern";

const matches = (pattern: string, path: string): boolean => parseGlob(pattern).matches(path);

describe("a pattern", () => {
  it.each([
    ["*.csv", "orders.csv"],
    ["*.csv", "2026/01/orders.csv"],
    ["*", ".hidden"],
    ["*", "größe 50% #1+?.csv"],
    ["o?ders.csv", "o😀ders.csv"],
    ["[a-c]*", "bill.csv"],
    ["[!a-c]*", "orders.csv"],
    ["[]]x", "]x"],
    ["[a-]x", "-x"],
    ["orders-[0-9][0-9].{csv,json}", "orders-07.json"],
    ["{a,b\\,c}.txt", "b,c.txt"],
    ["a\\*b", "a*b"],
    ["a\\[b", "a[b"],
    ["2026/**/*.json", "2026/a.json"],
    ["2026/**/*.json", "2026/01/02/a.json"],
    ["**/*.csv", "a.csv"],
    ["**/x/**/y/*", "a/x/b/x/y/c/y/d"],
    ["*/*.csv", "in/a.csv"],
    ["{in/**/,}*.csv", "a.csv"],
    ["{in/**/,}*.csv", "in/b/a.csv"],
    ["a**b", "a--b"],
    ["**", "anything"],
    ["a*a*a", "aaaa"],
  ])("%s selects %s", (pattern, path) => {
    expect(matches(pattern, path)).toBe(true);
  });

  it.each([
    ["*.csv", "orders.csv.tmp"],
    ["*.csv", "orders.CSV"],
    ["?.csv", "ab.csv"],
    ["[a-c]*", "orders.csv"],
    ["[!a-c]*", "bill.csv"],
    ["*/*.csv", "a.csv"],
    ["*/*.csv", "in/2026/a.csv"],
    ["2026/**/*.json", "2025/a.json"],
    ["**/x/**/y/*", "a/x/b/c"],
    ["a\\*b", "axb"],
    ["a*b*c", "a-c-b"],
  ])("%s does not select %s", (pattern, path) => {
    expect(matches(pattern, path)).toBe(false);
  });

  it.each([
    ["2026/**/*.json", ["2026", "2026/01", "2026/01/02"], ["2025", "2025/01"]],
    ["in-*/a/*", ["in-1", "in-1/a"], ["out", "in-1/b", "in-1/a/b"]],
    ["*.csv", ["anything", "a/b/c"], []],
    ["{a,b}/*", ["a", "b"], ["c", "a/b"]],
  ])("%s tells which directories may hold what it selects", (pattern, inside, outside) => {
    const { mayMatchBelow } = parseGlob(pattern);
    expect(inside.filter((directory) => !mayMatchBelow(directory))).toEqual([]);
    expect(outside.filter(mayMatchBelow)).toEqual([]);
  });

  it.each([
    ["[a-z", "has a [ without its ]"],
    ["[a/b]", "has a [ without its ]"],
    ["{a,b", "has a { without its }"],
    ["{a,{b,c}}", "has braces within braces"],
    ["{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "has more than 100 alternatives"],
    ["/Volumes/a/*", "begins with a slash, but applies below the directory"],
    ["a//b", "has an empty part"],
    ["a/", "has an empty part"],
    ["a".repeat(1001), "is longer than 1000 characters"],
  ])("%s is refused", (pattern, reason) => {
    expect(() => parseGlob(pattern)).toThrow(new Error(reason));
  });

  it("is matched in time that its length and that of the text bound, however often places repeat", () => {
    expect(matches(`${"*a".repeat(400)}b`, "a".repeat(4000))).toBe(false);
    expect(matches(`${"**/a/".repeat(150)}b`, `${"a/".repeat(2000)}c`)).toBe(false);
  }, 2000);
});
