/** Golden files: the tests rewrite them on request. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Files } from "./indexFiles";

const folders = ["test/golden", "test/golden/faults"];
const published = "test/publish/published.json";

const filesIn = (root: string, folder: string): string[] =>
  readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => `${folder}/${name}`);

/** Every golden file as it is. */
export const goldenFiles = (root: string): Files =>
  Object.fromEntries(
    [...folders.flatMap((folder) => filesIn(root, folder)), published].map((file) => [
      file,
      readFileSync(path.join(root, file), "utf8"),
    ]),
  );

/** The tests that hold golden files, by what stands in their names after the key that they are about. */
const ofKeys = ["sends exactly its golden requests", "does the right thing at every fault"];
const ofAll = "sends the committed definition";

const testNames = (keys: readonly string[]): string => {
  const about = keys.length > 0 ? `^(?:${keys.join("|")})\\w* ` : "";
  return `${about}(?:${ofKeys.join("|")})|${ofAll}`;
};

/** Removes the golden files of what the component does not have any more. */
const removeOrphans = (root: string, componentKeys: readonly string[]): void => {
  for (const file of folders.flatMap((folder) => filesIn(root, folder))) {
    const [name = ""] = path.basename(file).split(".");
    if (!componentKeys.some((key) => name.startsWith(key))) rmSync(path.join(root, file));
  }
};

const isSameJson = (file: string, before: string, after: string): boolean =>
  file.endsWith(".json") && isDeepStrictEqual(JSON.parse(before), JSON.parse(after));

/** Golden files of JSON are compared as values: one that says the same as before stays as it was. */
const keepLayout = (root: string, before: Files): void => {
  for (const [file, after] of Object.entries(goldenFiles(root))) {
    const text = before[file];
    if (text !== undefined && text !== after && isSameJson(file, text, after))
      writeFileSync(path.join(root, file), text);
  }
};

/** Lays new golden files of JSON out as `npm run check` expects them. @returns whether that was possible */
const formatGoldens = (root: string): boolean => {
  const biome = path.join(root, "node_modules/.bin/biome");
  const { status } = spawnSync(biome, ["format", "--write", ...folders], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return status === 0;
};

/**
 * Rewrites golden files.
 * @param keys whose they are; all where none is named. The published definition is always among them
 * @param componentKeys every key that the component has
 * @returns whether all tests that hold them passed; what failed stands on stdout
 */
export const writeGoldens = (
  root: string,
  keys: readonly string[],
  componentKeys: readonly string[],
): boolean => {
  const before = goldenFiles(root);
  removeOrphans(root, componentKeys);
  const jest = path.join(path.dirname(require.resolve("jest/package.json")), "bin", "jest.js");
  const files = [
    "--selectProjects",
    "whole",
    "--testPathPatterns",
    "test/(golden|faults|sqlFaults|publish/publish)\\.test",
  ];
  const { status } = spawnSync(process.execPath, [jest, ...files, "-t", testNames(keys)], {
    cwd: root,
    env: { ...process.env, UPDATE_GOLDEN: "1" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  keepLayout(root, before);
  return status === 0 && formatGoldens(root);
};
