import { connections } from ".";
import { readSafetySwitches, safetySwitches } from "./safetySwitches";

const noSwitches = { readOnly: false };

it.each(connections.map(({ key, inputs }) => [key, Object.keys(inputs)] as const))(
  "the connection %s has every switch, after all other inputs",
  (_key, keys) => {
    expect(keys.slice(-Object.keys(safetySwitches).length)).toEqual(Object.keys(safetySwitches));
  },
);

describe("a switch that is left empty is off", () => {
  it.each([undefined, null, "", "  \n"])("%j", (value) => {
    const fields = { readOnly: value, maxResultRows: value, maxResultMegabytes: value, maxStatements: value };
    expect(readSafetySwitches(fields)).toEqual(noSwitches);
    expect(readSafetySwitches({})).toEqual(noSwitches);
  });
});

describe("Read Only", () => {
  it.each([
    [true, true],
    ["true", true],
    [" TRUE ", true],
    ["True", true],
    [false, false],
    ["false", false],
    ["False", false],
  ])("%j is %j", (value, readOnly) => {
    expect(readSafetySwitches({ readOnly: value })).toMatchObject({ readOnly });
  });

  it.each(["yes", "on", "1", 1, 0, "truee", "{{#readOnly}}", "ｔｒｕｅ", {}, [], ["true"], "off", "null"])(
    "%j is refused, and never counts as off",
    (readOnly) => {
      expect(() => readSafetySwitches({ readOnly })).toThrow(
        "Read Only must be true or false, or empty for false. Nothing is sent until it is.",
      );
    },
  );
});

describe("limits", () => {
  it("are whole numbers, as such or as text; megabytes may have digits after the point", () => {
    expect(
      readSafetySwitches({ maxResultRows: " 1000 ", maxResultMegabytes: "0.5", maxStatements: 4 }),
    ).toEqual({ readOnly: false, maxResultRows: 1000, maxResultBytes: 500_000, maxStatements: 4 });
  });

  it.each([
    ["8.3", 8_300_000],
    ["2.007", 2_007_000],
    ["0.000001", 1],
  ])("%s megabytes are exactly %i bytes", (maxResultMegabytes, maxResultBytes) => {
    expect(readSafetySwitches({ maxResultMegabytes })).toMatchObject({ maxResultBytes });
  });

  it.each([
    "0",
    0,
    "-1",
    "1e3",
    "1,000",
    "1 000",
    "1.5",
    "ten",
    "Infinity",
    "0x10",
    "9".repeat(20),
    true,
    {},
  ])("%j is no number of rows or statements", (value) => {
    expect(() => readSafetySwitches({ maxResultRows: value })).toThrow(
      "Max Result Rows must be a whole number above 0, or empty for no limit.",
    );
    expect(() => readSafetySwitches({ maxStatements: value })).toThrow(/^Max Statements At A Time must be/);
  });

  it.each(["0", "0.0", "-1", ".5", "1e3", "1 MB", "١", Number.NaN])(
    "%j is no number of megabytes",
    (maxResultMegabytes) => {
      expect(() => readSafetySwitches({ maxResultMegabytes })).toThrow(
        "Max Result Megabytes must be a number above 0, or empty for no limit.",
      );
    },
  );
});
