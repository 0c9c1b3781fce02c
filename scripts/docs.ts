/**
 * `npm run docs` writes what is generated from the built component: documentation/actions.md,
 * documentation/surface.json and the table in README.md. With `--check` nothing is written; the command fails with a
 * diff where a file is not what it would be.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import { diff } from "jest-diff";
import { loadBundle } from "../cli/bundle";
import buildWhenStale from "../test/builtComponent";
import { actionsPage, readmeTable } from "./docs/markdown";
import { surfaceOf } from "./docs/surface";

const root = path.resolve(__dirname, "..");

const markers = { begin: "<!-- actions: begin (npm run docs) -->", end: "<!-- actions: end -->" };

const read = (file: string): string => {
  const full = path.join(root, file);
  return existsSync(full) ? readFileSync(full, "utf8") : "";
};

/** The README with a fresh table between its markers. */
const readmeWithTable = (readme: string, component: Component): string => {
  const begin = readme.indexOf(markers.begin);
  const end = readme.indexOf(markers.end);
  if (begin < 0 || end < begin)
    throw new Error(`README.md lacks the markers ${markers.begin} and ${markers.end}`);
  return `${readme.slice(0, begin + markers.begin.length)}\n\n${readmeTable(component)}\n\n${readme.slice(end)}`;
};

/**
 * Every generated file as it should be.
 * @returns text by path below the project's root
 */
const generated = (component: Component): Record<string, string> => ({
  "documentation/actions.md": actionsPage(component),
  "documentation/surface.json": `${JSON.stringify(surfaceOf(component), undefined, 2)}\n`,
  "README.md": readmeWithTable(read("README.md"), component),
});

/**
 * Compares the generated files with those that are there.
 * @returns a diff for each that differs, by path
 */
const staleFiles = (component: Component): Record<string, string> =>
  Object.fromEntries(
    Object.entries(generated(component))
      .filter(([file, text]) => read(file) !== text)
      .map(([file, text]) => {
        const options = { aAnnotation: "as it is", bAnnotation: "as it should be", expand: false };
        return [file, diff(read(file), text, options) ?? ""];
      }),
  );

const main = (check: boolean): void => {
  buildWhenStale();
  const component = loadBundle();
  if (!check) {
    for (const [file, text] of Object.entries(generated(component)))
      writeFileSync(path.join(root, file), text);
    return;
  }
  const stale = Object.entries(staleFiles(component));
  for (const [file, difference] of stale) process.stderr.write(`${file} is stale:\n${difference}\n\n`);
  if (stale.length === 0) return;
  process.stderr.write("npm run docs writes them anew.\n");
  process.exitCode = 1;
};

main(process.argv.includes("--check"));
