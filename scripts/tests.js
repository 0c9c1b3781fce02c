/**
 * Runs the quick part of the suite, or the slow one; together they are all of it. `npx jest` runs everything.
 * Usage: node scripts/tests.js quick|slow [options of jest]
 */
const { spawnSync } = require("node:child_process");
const path = require("node:path");

/** Whole matrices of faults, secrets and histories, other builds of the bundle, the command line that publishes. */
const slow = [
  "test/(faults|secrets|mutatedAnswers|storedStates|jobRunCompletedMany|sqlExact|memory|demo)\\.test",
  "test/modelBased/",
  "test/(bundle|publish)/",
  "src/(hostileText|hostileLength|http/sizes)\\.test",
].join("|");

const [part = "", ...options] = process.argv.slice(2);
const choice = { quick: "--testPathIgnorePatterns", slow: "--testPathPatterns" }[part];
if (!choice) throw new Error(`Which part: quick or slow? Not "${part}".`);
const jest = path.join(path.dirname(require.resolve("jest/package.json")), "bin", "jest.js");
const { status } = spawnSync(process.execPath, [jest, choice, slow, ...options], { stdio: "inherit" });
process.exitCode = status ?? 1;
