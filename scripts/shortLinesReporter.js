/** The longest line of a failure that is printed, in characters. */
const maxLength = 400;

/** @param {string} line */
const shortened = (line) =>
  line.length > maxLength ? `${line.slice(0, maxLength)}\u001b[0m... (${line.length} characters)` : line;

/**
 * Jest reporter that shortens the lines of failures before the reporters behind it print them: an error that the built
 * bundle throws comes with the code around it, and there a line has 100,000 characters.
 */
module.exports = class ShortLinesReporter {
  /**
   * @param {unknown} _test
   * @param {import("@jest/test-result").TestResult} result
   */
  onTestFileResult(_test, result) {
    result.failureMessage = result.failureMessage?.split("\n").map(shortened).join("\n") ?? null;
  }
};
