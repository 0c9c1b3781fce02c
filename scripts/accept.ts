/**
 * `npm run accept` brings everything generated up to date and says what changed: index files, labels, documentation, the public
 * contract (documentation/surface.json), golden files, the published definition.
 *
 * Usage: npm run accept [-- <key>...] [--breaking] [--check]
 *
 * With keys, only their golden files are written. A change of the contract that breaks flows is refused unless
 * `--breaking` allows it. With `--check` nothing is written: the command fails where a file is stale; golden files are
 * held by their own tests.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import { loadBundle } from "../cli/bundle";
import buildWhenStale from "../test/builtComponent";
import { goldenFiles, writeGoldens } from "./accept/goldens";
import { type Files, indexFiles } from "./accept/indexFiles";
import { fileChanges, fileList, surfaceList } from "./accept/report";
import { documentation } from "./docs/generated";
import { type Surface, surfaceOf } from "./docs/surface";
import { type SurfaceChange, surfaceChanges } from "./docs/surfaceChanges";

const root = path.resolve(__dirname, "..");

/** The files as they are; those that are not there are left out. */
const asTheyAre = (files: Files): Files =>
  Object.fromEntries(
    Object.keys(files)
      .filter((file) => existsSync(path.join(root, file)))
      .map((file) => [file, readFileSync(path.join(root, file), "utf8")]),
  );

const write = (files: Files): void => {
  for (const [file, text] of Object.entries(files)) {
    if (asTheyAre({ [file]: text })[file] === text) continue;
    const full = path.join(root, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
};

const contractChanges = (component: Component): SurfaceChange[] => {
  const committed = readFileSync(path.join(root, "documentation/surface.json"), "utf8");
  return surfaceChanges(JSON.parse(committed) as Surface, surfaceOf(component));
};

/** The labels of what the index files export; they are read only now, after the index files are written. */
const labels = (): Files => {
  const { labelsFile, labelsPath }: typeof import("./labels") = require("./labels");
  return { [path.relative(root, labelsPath)]: labelsFile() };
};

const keysOf = ({ actions, dataSources, triggers }: Component): string[] =>
  [actions, dataSources, triggers].flatMap((part) => Object.keys(part));

const check = async (): Promise<void> => {
  const sources = { ...indexFiles(root), ...labels() };
  buildWhenStale();
  const all = { ...sources, ...(await documentation(root, loadBundle())) };
  const stale = fileChanges(asTheyAre(all), all);
  if (stale.length === 0) return;
  process.stderr.write(`Stale:\n${fileList(stale)}npm run accept brings them up to date.\n`);
  process.exitCode = 1;
};

/** @throws Error where the contract would break and that was not allowed, or a key is unknown */
const accept = async (keys: string[], mayBreak: boolean): Promise<void> => {
  const index = indexFiles(root);
  const before: Files = { ...asTheyAre(index), ...goldenFiles(root) };
  write(index);
  const named = labels();
  Object.assign(before, asTheyAre(named));
  write(named);
  buildWhenStale();
  const component = loadBundle();
  const unknown = keys.find((key) => !keysOf(component).includes(key));
  if (unknown !== undefined) throw new Error(`The component has no ${unknown}.`);
  const changes = contractChanges(component);
  const broken = changes.filter(({ breaking }) => breaking);
  if (broken.length > 0 && !mayBreak) {
    throw new Error(
      `The public contract would break:\n${surfaceList(broken)}Where that is meant: npm run accept -- --breaking`,
    );
  }
  const docs = await documentation(root, component);
  Object.assign(before, asTheyAre(docs));
  write(docs);
  const passed = writeGoldens(root, keys, keysOf(component));
  const files = fileChanges(before, { ...index, ...named, ...docs, ...goldenFiles(root) });
  process.stdout.write(files.length > 0 ? `\nChanged:\n${fileList(files)}` : "\nNothing changed.\n");
  if (changes.length > 0) process.stdout.write(`The public contract:\n${surfaceList(changes)}`);
  if (passed) return;
  process.stderr.write("Tests failed: what they say above is not accepted.\n");
  process.exitCode = 1;
};

const options = { check: { type: "boolean" }, breaking: { type: "boolean" } } as const;

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  await (values.check ? check() : accept(positionals, values.breaking ?? false));
};

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
