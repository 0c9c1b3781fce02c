import { resolve, resolveText, timeReference } from "./references";

const lookup = (name: string) => ({ "job.id": "12", "tasks.load.values.rows": "3" })[name];

describe("a reference", () => {
  it("becomes its value wherever it stands in a text", () => {
    expect(resolveText("{{job.id}}-{{ tasks.load.values.rows }}", lookup)).toBe("12-3");
  });

  it("that is unknown stays as it is", () => {
    expect(resolveText("{{job.naem}} {{}} {job.id}", lookup)).toBe("{{job.naem}} {{}} {job.id}");
  });

  it("is found within lists and objects", () => {
    expect(resolve({ a: ["{{job.id}}"], b: { c: "{{job.id}}" }, n: 1, t: true, z: null }, lookup)).toEqual({
      a: ["12"],
      b: { c: "12" },
      n: 1,
      t: true,
      z: null,
    });
  });

  it.each([
    ["iso_date", "2025-11-09"],
    ["iso_datetime", "2025-11-09T04:05:06.007Z"],
    ["year", "2025"],
    ["month", "11"],
    ["day", "9"],
    ["hour", "4"],
    ["minute", "5"],
    ["second", "6"],
    ["iso_weekday", "7"],
    ["is_weekday", "false"],
    ["timestamp_ms", String(Date.UTC(2025, 10, 9, 4, 5, 6, 7))],
    ["century", undefined],
  ])("to a time as %s is %s", (form, value) => {
    expect(timeReference(Date.UTC(2025, 10, 9, 4, 5, 6, 7), form)).toBe(value);
  });
});
