import { parseSqlType } from "../../src/results/sqlTypes";
import { valueEncoder } from "../../src/services/records/valueEncoder";
import { ValueProblem } from "../../src/services/records/valueProblem";

/** The text that is sent for a value of a type; the words of a problem after an exclamation mark. */
export const encodedValue = (type: string, value: unknown): string | null => {
  const text = valueEncoder(parseSqlType(type))(value);
  return text instanceof ValueProblem ? `! ${text.describe()}` : text;
};
