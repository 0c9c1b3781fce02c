import type { Verdict } from "./progress";
import { decide, type RunIf, resultOfRun } from "./runIf";

const verdicts = (text: string): Verdict[] =>
  [...text].map((letter) => {
    const found = (["succeeded", "failed", "canceled", "excluded", "disabled"] as const).find((verdict) =>
      verdict.startsWith(letter),
    );
    if (!found) throw new Error(letter);
    return found;
  });

describe("a task", () => {
  it.each<[RunIf, string, string]>([
    ["ALL_SUCCESS", "", "run"],
    ["ALL_SUCCESS", "ss", "run"],
    ["ALL_SUCCESS", "sf", "UPSTREAM_FAILED"],
    ["ALL_SUCCESS", "sc", "UPSTREAM_CANCELED"],
    ["ALL_SUCCESS", "fc", "UPSTREAM_FAILED"],
    ["ALL_SUCCESS", "se", "EXCLUDED"],
    ["ALL_SUCCESS", "sd", "run"],
    ["ALL_SUCCESS", "d", "run"],
    ["ALL_DONE", "sfc", "run"],
    ["ALL_DONE", "ee", "EXCLUDED"],
    ["NONE_FAILED", "se", "run"],
    ["NONE_FAILED", "sf", "EXCLUDED"],
    ["NONE_FAILED", "ce", "EXCLUDED"],
    ["AT_LEAST_ONE_SUCCESS", "sff", "run"],
    ["AT_LEAST_ONE_SUCCESS", "ff", "EXCLUDED"],
    ["ALL_FAILED", "ff", "run"],
    ["ALL_FAILED", "sf", "EXCLUDED"],
    ["AT_LEAST_ONE_FAILED", "sf", "run"],
    ["AT_LEAST_ONE_FAILED", "ss", "EXCLUDED"],
  ])("with %s after tasks that ended as %p: %s", (runIf, before, decision) => {
    expect(decide(runIf, verdicts(before))).toBe(decision);
  });
});

describe("a run", () => {
  it.each([
    ["ss", "ss", "SUCCESS"],
    ["f", "s", "SUCCESS_WITH_FAILURES"],
    ["s", "sf", "FAILED"],
    ["s", "sc", "CANCELED"],
    ["", "cf", "FAILED"],
    ["s", "se", "SUCCESS"],
    ["s", "d", "SUCCESS"],
  ])("with tasks %p before leaves %p ends as %s", (inner, leaves, result) => {
    const told = [
      ...verdicts(inner).map((verdict) => ({ verdict, isLeaf: false })),
      ...verdicts(leaves).map((verdict) => ({ verdict, isLeaf: true })),
    ];
    expect(resultOfRun(told)).toBe(result);
  });
});
