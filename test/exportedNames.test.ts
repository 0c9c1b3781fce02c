/** What the rule of exported names finds; `layers.test.ts` holds the project to it. */
import { sharedNames } from "./support/exportedNames";

describe("the rule of exported names", () => {
  it.each([
    ["export const a = 1;", "export function a() {}"],
    ["export const { b, c: a } = d;", "export class a {}"],
    ["export type a = 1;", "export interface a {}"],
    ["export interface a {}", "export const a = 1;"],
    ["export async function a() {}", "export const [a] = b;"],
  ])("finds what two files export: %s %s", (one, other) => {
    expect(sharedNames({ "src/x/one.ts": one, "src/other.ts": other })).toEqual([
      "a: src/other.ts, src/x/one.ts",
    ]);
    expect(sharedNames({ "packages/p/one.ts": one, "packages/p/src/other.ts": other })).toHaveLength(1);
  });

  it("finds a function of the component that a package names alike, and lets their types pass", () => {
    const both = (code: string) => sharedNames({ "src/a.ts": code, "packages/p/a.ts": code });
    expect(both("export const a = () => 1;")).toEqual(["a: packages/p/a.ts, src/a.ts"]);
    expect(both("export interface Job {}")).toEqual([]);
  });

  it("lets pass what is not exported, what is passed on, and the overloads of one function", () => {
    expect(
      sharedNames({
        "src/a.ts": "export function a(b: string): void;\nexport function a(b: number): void;",
        "src/b.ts": 'const a = 1;\nexport { a } from "./a";\nexport * from "./a";',
      }),
    ).toEqual([]);
  });
});
