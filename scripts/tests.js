/**
 * Runs the quick part of the suite, or all of it. `npm run check` runs the rules of the files, `npx jest` any part.
 * Usage: node scripts/tests.js quick|full [options of jest]
 */
const { spawnSync } = require("node:child_process");
const path = require("node:path");

/** What only the full suite runs: many generated cases, other builds of the bundle, the command line that publishes. */
const slow = [
  "test/(secrets|mutatedAnswers|storedStates|jobRunCompletedMany|sqlExact|sqlFaults|longLists|memory|demo)\\.test",
  "test/modelBased/",
  "test/(bundle|publish)/",
  "test/examples/codeNative\\.test",
  "src/(hostileText|hostileLength|expressions|throttle|http/sizes)\\.test",
  "packages/sql-engine/test/(sparkAnswers|replayedChanges)\\.test",
];

/** @type {Record<string, string[]>} options of jest */
const parts = {
  quick: ["--testPathIgnorePatterns", "/node_modules/", ...slow],
  full: [],
};

const [part = "", ...options] = process.argv.slice(2);
const ofPart = parts[part];
if (!ofPart) throw new Error(`Which part: ${Object.keys(parts).join(" or ")}? Not "${part}".`);
const jest = path.join(path.dirname(require.resolve("jest/package.json")), "bin", "jest.js");
const { status } = spawnSync(
  process.execPath,
  [jest, ...options, "--selectProjects", "unit", "whole", ...ofPart],
  // The full suite has every case meet every fault, and insists on the runtimes of test/publish.
  { stdio: "inherit", env: { ...process.env, SUITE: part } },
);
process.exitCode = status ?? 1;
