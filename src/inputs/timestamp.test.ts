import { asOptional } from "./defineInput";
import { expectInOrder, timestampInput } from "./timestamp";

describe("a point in time", () => {
  const read = asOptional(timestampInput({ label: "Start Time", comments: "" })).clean;
  const noon = Date.UTC(2025, 10, 18, 12);

  it.each([
    ["2025-11-18T12:00:00Z", noon],
    [" 2025-11-18T12:00Z ", noon],
    ["2025-11-18T13:00:00.5+01:00", noon + 500],
    ["2025-11-18", noon - 12 * 3_600_000],
    ["2024-02-29", Date.UTC(2024, 1, 29)],
    [noon, noon],
    [String(noon), noon],
    [new Date(noon), noon],
    [0, 0],
    ["", undefined],
    [null, undefined],
    [undefined, undefined],
  ])("%j is read as milliseconds", (value, expected) => {
    expect(read(value)).toBe(expected);
  });

  it.each([
    "soon",
    "2025-11-18T12:00:00",
    "2025-13-01",
    "2025-02-30",
    "2025-02-29T12:00:00Z",
    "12:00",
    -1,
    1.5,
    Number.NaN,
    true,
    [noon],
    {},
    9e15,
    "9".repeat(30),
  ])("refuses %j and names the input", (value) => {
    expect(() => read(value)).toThrow(/^Start Time must be a time such as/);
  });
});

describe("a period", () => {
  const labels = [{ label: "Start Time" }, { label: "End Time" }] as const;

  it("does not end before it begins", () => {
    expect(() => expectInOrder(2, 1, labels)).toThrow("Start Time must not be after End Time.");
  });

  it.each([
    [1, 2],
    [1, 1],
    [undefined, 1],
    [1, undefined],
    [undefined, undefined],
  ])("may be from %p to %p", (from, to) => {
    expect(() => expectInOrder(from, to, labels)).not.toThrow();
  });
});
