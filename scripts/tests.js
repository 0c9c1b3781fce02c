/**
 * Runs the quick part of the suite, or the rest of it. `npm run check` runs the rules of the files, `npx jest` any part.
 * Usage: node scripts/tests.js quick|rest [options of jest]
 * Generated cases are the same in every run; `--seed` gives others.
 */
const { spawnSync } = require("node:child_process");
const path = require("node:path");

/**
 * What the quick part leaves to the rest: every fault, many generated cases, other builds of the bundle, the command line that
 * publishes, and the proofs that the local workspace is like Databricks: Databricks' own clients, and the engine against Spark's
 * answers.
 */
const slow = [
  "test/(faults|secrets|secretScopes|findRows|apiContract|pipelines|workspaceObjects|stagedRows|recordBatches|interruptedAction|repeatedSteps|lostStatements|mutatedAnswers|storedStates|jobRunCompletedMany|sqlExact|sqlFaults|longLists|newRowsColumns|tableChangesReadable|recordRoundTrips|recordRoundTripsLeftOut|exportToVolumeFaults|newFilesContent|memory|exportMemory|unityCatalog|unityCatalogGrants|demo|exampleRuns|newAction|verify|verifyWhole)\\.test",
  "test/(bundle|clients|modelBased|publish)/",
  "test/examples/codeNative\\.test",
  "src/(hostileText|hostileLength|expressions|throttle|dataSources/(?:columnForm|selectModelVersion)|http/(?:memory|sizes)|services/files/(?:flatMemory|hostileSources)|results/resultFormats)\\.test",
  "packages/sql-engine/test/",
  "packages/emulator/src/(?:main\\.test|code/)",
];

/** @type {Record<string, string[]>} options of jest */
const parts = {
  quick: ["--testPathIgnorePatterns", "/node_modules/", ...slow],
  rest: ["--testPathPatterns", ...slow],
};

const [part = "", ...options] = process.argv.slice(2);
const ofPart = parts[part];
if (!ofPart) throw new Error(`Which part: ${Object.keys(parts).join(" or ")}? Not "${part}".`);
const jest = path.join(path.dirname(require.resolve("jest/package.json")), "bin", "jest.js");
/**
 * For Node, in Jest's workers too: a fifth of the processor's time went into collecting the young garbage of modules that are
 * loaded for each file, most of it in threads that wait for each other.
 */
const garbage = ["--max-semi-space-size=32", "--single-threaded-gc"];
const testOrder = path.join(__dirname, "testOrder.js");
const { status } = spawnSync(
  process.execPath,
  [
    ...garbage,
    jest,
    "--seed=1",
    ...options,
    "--testSequencer",
    testOrder,
    "--selectProjects",
    "unit",
    "whole",
    ...ofPart,
  ],
  // test/faults meets every fault in the rest, and test/publish insists on its Node versions there.
  { stdio: "inherit", env: { ...process.env, SUITE: part } },
);
process.exitCode = status ?? 1;
