/** JSON text of a VARIANT as Databricks writes it: keys in order, no blanks, numbers in their shortest form. */
import { LosslessNumber, parse } from "lossless-json";
import { doubleText } from "./numberText";

/** Texts of numbers: whole ones as they are, decimals without zeros at their end, others as doubles. */
function numberText(text: string): string {
  if (/^-?\d+$/.test(text)) {
    return text === "-0" ? "0" : text;
  }
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : doubleText(Number(text));
}

function render(value: unknown): string {
  if (value instanceof LosslessNumber) {
    return numberText(value.value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(render).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).sort(([left], [right]) =>
      left < right ? -1 : left > right ? 1 : 0,
    );
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${render(field)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** The text of a VARIANT from the JSON text that DuckDB holds. */
export function variantText(json: string): string {
  return render(parse(json));
}
