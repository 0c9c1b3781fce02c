import { type StepIdentity, unknownStep } from "../../http/stepIdentity";
import { measureLines, stagingFileNames } from "./staging";

const table = { catalog: "main", schema: "sales", table: "orders" };
const step: StepIdentity = { ...unknownStep, executionId: "execution", stepId: "step", loopPath: "loop:1" };
const digest = "0123";

describe("the name of a staging file", () => {
  const nameOf = (known: Partial<Parameters<typeof stagingFileNames>[1]>, of = table, file = ""): string =>
    stagingFileNames(of, { step, digest, ...known })(file);

  test("is the same for the same step and records, and no reader passes it over", () => {
    expect(nameOf({})).toMatch(/^records-[0-9a-f]{32}\.json$/);
    expect(nameOf({})).toBe(nameOf({ step: { ...step } }));
  });

  test("differs by records, step, iteration, execution, table and file", () => {
    const names = [
      nameOf({}),
      nameOf({ digest: "4567" }),
      nameOf({ step: { ...step, stepId: "other" } }),
      nameOf({ step: { ...step, loopPath: "loop:2" } }),
      nameOf({ step: { ...step, executionId: "other" } }),
      nameOf({}, { ...table, table: "lines" }),
      nameOf({}, table, "state"),
      nameOf({ batchId: "message 7" }),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  test("of a batch with an id depends on nothing else", () => {
    const other = { batchId: "message 7", step: { ...step, executionId: "other" }, digest: "4567" };
    expect(nameOf({ batchId: "message 7" })).toBe(nameOf(other));
  });

  test("is new each time where nothing is known of the execution", () => {
    const unknown = { step: unknownStep };
    expect(nameOf(unknown)).not.toBe(nameOf(unknown));
  });
});

test("a file is measured in bytes of UTF-8, a line for each record", () => {
  expect(measureLines(() => ['["é"]', '["u"]'])).toMatchObject({ count: 2, sizeBytes: 25 });
});
