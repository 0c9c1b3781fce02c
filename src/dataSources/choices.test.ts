import fc from "fast-check";
import { redactor } from "../http/redact";
import { type Choice, tidy as tidyWith, withState } from "./choices";

const tidy = (choices: readonly Choice[]) => tidyWith(choices, redactor([]));

const choice = fc.record({
  key: fc.string({ minLength: 1 }).filter((key) => key.trim() !== ""),
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
