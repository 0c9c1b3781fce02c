/** Every check, in the order in which they are tried. */
import type { Check } from "../check";
import { parameterChecks } from "./parameters";
import { resultChecks } from "./results";
import { statementErrors } from "./statementErrors";
import { valueChecks } from "./values";

export const checks: readonly Check[] = [
  ...valueChecks,
  ...parameterChecks,
  ...resultChecks,
  ...statementErrors,
];
