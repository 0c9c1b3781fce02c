import { asOptional } from "./defineInput";
import { numericIdInput } from "./id";

const runId = numericIdInput({ label: "Run ID", comments: "", page: "jobRun" });
const read = runId.clean;

it.each([
  [7, 7],
  [" 620301447112408 ", 620301447112408],
  ["007", 7],
  ["9007199254740991", 9007199254740991],
  ["9007199254740993", "9007199254740993"],
  ["9223372036854775807", "9223372036854775807"],
])("%j is the id %j", (value, id) => {
  expect(read(value)).toBe(id);
});

it.each([
  0,
  "0",
  -1,
  "-1",
  1.5,
  "1.5",
  2 ** 60,
  "9223372036854775808",
  "12abc",
  "1e3",
  true,
  {},
  [1],
  "1/2",
  "9".repeat(1e6),
])("%j is no id and named so", (value) => {
  expect(() => read(value)).toThrow(/^Run ID /);
});

it("may be left empty where it is optional", () => {
  expect(["", " ", null, undefined].map(asOptional(runId).clean)).toEqual(Array(4).fill(undefined));
  expect(() => read(" ")).toThrow("Run ID is blank.");
});
