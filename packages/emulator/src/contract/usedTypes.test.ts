import { readFileSync } from "node:fs";
import { join } from "node:path";
import { wireTypesText } from "./usedTypes";

it("wireTypes.ts is what `npm run wire-types` writes", () => {
  expect(readFileSync(join(__dirname, "wireTypes.ts"), "utf8") === wireTypesText()).toBe(true);
});
