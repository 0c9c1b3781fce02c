/** Inputs of triggers that poll with SQL statements. */
import { withDefault } from "../inputs/defineInput";
import { positiveInput } from "../inputs/integer";
import { timeoutSeconds } from "../inputs/waiting";

const countInput = (label: string, comments: string, defaultValue: number) =>
  withDefault(
    positiveInput({ label, comments, example: String(defaultValue), max: 1_000_000 }),
    defaultValue,
  );

/** Makes the input of how much one statement reads. */
export const pageSizeInput = (comments: string) => countInput("Page Size", comments, 1000);

/** Makes the input of how much one poll gives at most. */
export const capInput = (label: string, comments: string) => countInput(label, comments, 10_000);

export const pollTimeout = timeoutSeconds(
  "for the statements of one poll",
  "A poll that takes longer fails, and the next one starts from the same place.",
);
