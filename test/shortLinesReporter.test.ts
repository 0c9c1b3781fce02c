/** What a failure shows of the lines of the bundle. */
import type { TestResult } from "@jest/test-result";
import ShortLinesReporter from "../scripts/shortLinesReporter";

const shown = (failureMessage: string | null): string | null | undefined => {
  const result = { failureMessage } as TestResult;
  new ShortLinesReporter().onTestFileResult(undefined, result);
  return result.failureMessage;
};

it("A failure keeps its lines, the long ones cut", () => {
  const short = "Error: it broke\n    at a (dist/index.js:1:2)";
  expect(shown(short)).toBe(short);
  expect(shown(`${short}\n${"x".repeat(100_000)}\nend`)).toBe(
    `${short}\n${"x".repeat(400)}\u001b[0m... (100000 characters)\nend`,
  );
});

it("A file that passes has nothing to shorten", () => {
  expect(shown(null)).toBeNull();
});
