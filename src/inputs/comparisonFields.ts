/** Fields of a row that compares a column with a value. */
import { choiceInput } from "./choice";
import { defineInput, withDefault } from "./defineInput";
import { trimmedInput } from "./text";

/** Makes the field of the column. @param example the name of one */
export const comparedColumn = (example: string) =>
  trimmedInput({ label: "Column", comments: "The name of the column.", placeholder: example, example });

/** Makes the field of the operator, which is `equals` by default. */
export const comparisonOperator = <Operator extends string>(choices: Record<Operator | "equals", string>) =>
  withDefault(
    choiceInput({
      label: "Operator",
      comments: "How the column is compared with the value.",
      choices,
    }),
    "equals",
  );

/** Makes the field of the value, which is read once the operator is known. */
export const comparedValue = (comments: string, example: string) => ({
  ...defineInput(
    { type: "string", label: "Value", comments, placeholder: example, example },
    (value): unknown => value,
  ),
  required: false,
});
