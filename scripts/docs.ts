/**
 * `npm run docs` writes what is generated from the built component: the pages of documentation/reference,
 * documentation/surface.json, THIRD_PARTY_NOTICES.txt and the tables in README.md and documentation/overview.md. With `--check` nothing is written; the command fails with a
 * diff where a file is not what it would be.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import { diff } from "jest-diff";
import { loadBundle } from "../cli/bundle";
import buildWhenStale from "../test/builtComponent";
import { type ReferencePage, referencePages, referenceTable } from "./docs/markdown";
import { thirdPartyNotices } from "./docs/notices";
import { surfaceOf } from "./docs/surface";

const root = path.resolve(__dirname, "..");

const markers = { begin: "<!-- reference: begin (npm run docs) -->", end: "<!-- reference: end -->" };

const read = (file: string): string => {
  const full = path.join(root, file);
  return existsSync(full) ? readFileSync(full, "utf8") : "";
};

/** A page with a fresh table of the reference between its markers. */
const withTable = (file: string, pages: readonly ReferencePage[]): string => {
  const text = read(file);
  const begin = text.indexOf(markers.begin);
  const end = text.indexOf(markers.end);
  if (begin < 0 || end < begin)
    throw new Error(`${file} lacks the markers ${markers.begin} and ${markers.end}`);
  const fresh = referenceTable(pages, path.posix.dirname(file));
  return `${text.slice(0, begin + markers.begin.length)}\n\n${fresh}\n\n${text.slice(end)}`;
};

/**
 * Every generated file as it should be.
 * @returns text by path below the project's root
 */
const generated = async (component: Component): Promise<Record<string, string>> => {
  const pages = referencePages(component);
  return {
    ...Object.fromEntries(pages.map(({ file, text }) => [file, text])),
    "THIRD_PARTY_NOTICES.txt": await thirdPartyNotices(),
    "documentation/surface.json": `${JSON.stringify(surfaceOf(component), undefined, 2)}\n`,
    ...Object.fromEntries(
      ["README.md", "documentation/overview.md"].map((file) => [file, withTable(file, pages)]),
    ),
  };
};

/**
 * Compares the generated files with those that are there.
 * @returns a diff for each that differs, by path
 */
const staleFiles = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(files)
      .filter(([file, text]) => read(file) !== text)
      .map(([file, text]) => {
        const options = { aAnnotation: "as it is", bAnnotation: "as it should be", expand: false };
        return [file, diff(read(file), text, options) ?? ""];
      }),
  );

const main = async (check: boolean): Promise<void> => {
  buildWhenStale();
  const files = await generated(loadBundle());
  if (!check) {
    mkdirSync(path.join(root, "documentation", "reference"), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(root, file), text);
    return;
  }
  const stale = Object.entries(staleFiles(files));
  for (const [file, difference] of stale) process.stderr.write(`${file} is stale:\n${difference}\n\n`);
  if (stale.length === 0) return;
  process.stderr.write("npm run docs writes them anew.\n");
  process.exitCode = 1;
};

main(process.argv.includes("--check")).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
