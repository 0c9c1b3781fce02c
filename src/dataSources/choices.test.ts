import fc from "fast-check";
import { redactor } from "../http/redact";
import * as dataSources from ".";
import { type PicklistChoice, toPicklist as tidyWith, withState } from "./choices";

const tidy = (choices: readonly PicklistChoice[]) => tidyWith(choices, redactor([]));

const choice = fc.record({
  key: fc.string({ minLength: 1 }),
  label: fc.string({ maxLength: 3 }),
});

it("gives each key once and each label once, sorted by label", () => {
  fc.assert(
    fc.property(fc.array(choice), (given) => {
      const made = tidy(given);
      const labels = made.map(({ label }) => label);
      expect(new Set(made.map(({ key }) => key))).toEqual(new Set(given.map(({ key }) => key)));
      expect(made).toHaveLength(new Set(given.map(({ key }) => key)).size);
      expect(new Set(labels).size).toBe(labels.length);
      expect(labels).toEqual([...labels].sort((one, other) => one.localeCompare(other, "en")));
    }),
  );
});

it("tells choices of one label apart by their keys, and leaves the others alone", () => {
  const given = [
    { key: "2", label: "Nightly" },
    { key: "1", label: "Nightly" },
    { key: "3", label: "Hourly" },
  ];
  expect(tidy(given)).toEqual([
    { key: "3", label: "Hourly" },
    { key: "1", label: "Nightly, 1" },
    { key: "2", label: "Nightly, 2" },
  ]);
});

it("shows a state in words, and none where there is none", () => {
  expect(withState("A", "NOT_READY")).toBe("A (not ready)");
  expect(withState("A", undefined)).toBe("A");
});

describe("labels", () => {
  const token = `dapi${"0123456789abcdef".repeat(2)}`;
  const labelsOf = (...choices: PicklistChoice[]) =>
    tidyWith(choices, redactor(["opaque-secret-of-a-connection"]));

  it.each([
    ["a token", `of ${token}`, "of [redacted]"],
    ["the connection's secret", "with opaque-secret-of-a-connection", "with [redacted]"],
    ["colours", "\u001b[31mred\u001b[0m", "red"],
    ["marks that turn the direction of writing", "abc\u202etxt.exe", "abctxt.exe"],
    ["line ends", "\r\n one\r\ntwo ", "one two"],
    ["nothing to be seen", "\u200b\u0000", "the key"],
  ])("with %s are fit to be shown", (_name, label, shown) => {
    expect(labelsOf({ key: "the key", label })).toEqual([{ key: "the key", label: shown }]);
  });

  it("are bounded and never empty", () => {
    const [one, other] = labelsOf({ key: "a", label: "x".repeat(1_000_000) }, { key: "\u0000", label: "" });
    expect([one?.label, other?.label]).toEqual(["no name", `${"x".repeat(197)}...`]);
  });

  it("stay apart where names and keys look the same", () => {
    const same = ["a", "a\u200b", "a\u0000", "\u202ea"].map((key) => ({ key, label: "A" }));
    const made = labelsOf(...same);
    expect(made.map(({ label }) => label)).toEqual(["A, a", "A, a (2)", "A, a (3)", "A, a (4)"]);
    expect(new Set(made.map(({ key }) => key))).toEqual(new Set(same.map(({ key }) => key)));
  });

  it("are not made for what is no key, or would tell a secret as one", () => {
    const given = [
      undefined,
      "",
      7,
      "x".repeat(1_000_000),
      `of ${token}`,
      "opaque-secret-of-a-connection",
      "b",
    ];
    expect(labelsOf(...given.map((key) => ({ key: key as string, label: "A" })))).toEqual([
      { key: "b", label: "A" },
    ]);
  });
});

it.each(Object.entries(dataSources).filter(([, { dataSourceType }]) => dataSourceType === "picklist"))(
  "shows the example of %s as a person would see it",
  (_key, { examplePayload }) => {
    const { result } = examplePayload as { result: PicklistChoice[] };
    // Some are in an order of their own, the latest first.
    const byLabel = [...result].sort((one, other) => one.label.localeCompare(other.label, "en"));
    expect(byLabel).toEqual(tidy(result));
  },
);
