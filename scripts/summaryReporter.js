const fs = require("node:fs");

/** Jest reporter that ends the log with one line: how many tests passed, failed and were skipped. */
module.exports = class SummaryReporter {
  /**
   * @param {unknown} _contexts
   * @param {import("@jest/test-result").AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const counts = [`${results.numPassedTests} passed`, `${failed} failed`];
    if (skipped > 0) counts.push(`${skipped} skipped`);
    // Jest prints its own summary after every reporter.
    process.once("exit", () => fs.writeSync(1, `${counts.join(", ")}\n`));
  }
};
