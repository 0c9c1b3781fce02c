import fc from "fast-check";
import { bigDecimalText, doubleText, floatText } from "./numberText";

describe("texts of numbers are Java's", () => {
  it.each([
    [0, "0.0"],
    [-0, "-0.0"],
    [100, "100.0"],
    [0.001, "0.001"],
    [1e-4, "1.0E-4"],
    [9_999_999, "9999999.0"],
    [1e7, "1.0E7"],
    // Not the shortest: half the distance to the next double is as good as none.
    [1e23, "9.999999999999999E22"],
    [2 ** 62, "4.6116860184273879E18"],
    [Number.MIN_VALUE, "4.9E-324"],
    [Number.MAX_VALUE, "1.7976931348623157E308"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
    [Number.NaN, "NaN"],
  ])("of the double %p", (value, text) => {
    expect(doubleText(value)).toBe(text);
  });

  it.each([
    [Math.fround(0.1), "0.1"],
    [2 ** -149, "1.4E-45"],
    [2 ** -126, "1.17549435E-38"],
    [2 ** 24, "1.6777216E7"],
    [Math.fround(3.4028235e38), "3.4028235E38"],
  ])("of the float %p", (value, text) => {
    expect(floatText(value)).toBe(text);
  });

  it("read back as the number that they came from", () => {
    fc.assert(fc.property(fc.double(), (value) => expect(Number(doubleText(value))).toBe(value)));
    fc.assert(fc.property(fc.float(), (value) => expect(Math.fround(Number(floatText(value)))).toBe(value)));
  });

  it.each([
    ["0.00000001", "1E-8"],
    ["0.00000120", "0.00000120"],
    ["0.00000012", "1.2E-7"],
    ["-0.00000000", "-0E-8"],
    ["12.50", "12.50"],
  ])("of the decimal %s where Java writes an exponent", (text, name) => {
    expect(bigDecimalText(text)).toBe(name);
  });
});
