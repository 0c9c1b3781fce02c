/** Numbers as Java prints them, which is how Databricks does. */

/** Shortest text that reads back as the same double: `1.5`, `100.0`, `1.0E10`, `NaN`, `-Infinity`. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  if (value === 0) {
    return Object.is(value, -0) ? "-0.0" : "0.0";
  }
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    return withFraction(String(value));
  }
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${withFraction(digits)}E${exponent.replace("+", "")}`;
}

/** The same for a single-precision number. Six digits always tell two floats apart, nine always suffice. */
export function floatText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) {
    return doubleText(value);
  }
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) {
      return doubleText(rounded);
    }
  }
  return doubleText(Number(value.toPrecision(9)));
}

function withFraction(digits: string): string {
  return digits.includes(".") ? digits : `${digits}.0`;
}

/** An unscaled integer with its point put in place: `decimalText(150n, 2)` is `1.50`. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale === 0) {
    return String(unscaled);
  }
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
