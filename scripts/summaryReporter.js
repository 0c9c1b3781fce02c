const fs = require("node:fs");

/** Jest reporter that ends the log with one plain line: how many tests passed, failed and were skipped. */
module.exports = class ClosingLine {
  /**
   * @param {unknown} _contexts
   * @param {import("@jest/test-result").AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`;
    // Jest prints its own summary after every reporter.
    process.once("exit", () => fs.writeSync(1, line));
  }
};
