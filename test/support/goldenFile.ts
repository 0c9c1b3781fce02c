/** Golden files: what is expected, committed, and rewritten with UPDATE_GOLDEN=1. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const folder = path.resolve(__dirname, "../golden");

const isUpdating = (): boolean => process.env.UPDATE_GOLDEN === "1";

/** What a golden file holds. Throws where there is none. */
export const readGolden = (name: string): string => {
  const file = path.join(folder, name);
  if (existsSync(file)) return readFileSync(file, "utf8");
  throw new Error(
    `There is no test/golden/${name}: run the test with UPDATE_GOLDEN=1 and review what it writes`,
  );
};

/** Compares text with a golden file, or rewrites the file where that was asked for. */
export const expectGoldenText = (name: string, text: string): void => {
  if (isUpdating()) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  expect(text).toBe(readGolden(name));
};

/** Compares a value with a golden file of JSON. The file is compared as a value, so its layout is free. */
export const expectGoldenJson = (name: string, value: unknown): void => {
  if (isUpdating()) expectGoldenText(name, `${JSON.stringify(value, null, 2)}\n`);
  expect(value).toEqual(JSON.parse(readGolden(name)));
};
