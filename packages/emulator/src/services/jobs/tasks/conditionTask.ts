/** https://docs.databricks.com/aws/en/jobs/conditional-tasks */
import { TaskRefused, type TaskResult, type TaskRun } from "../taskRun";

const comparisons: Record<string, (left: number, right: number) => boolean> = {
  GREATER_THAN: (left, right) => left > right,
  GREATER_THAN_OR_EQUAL: (left, right) => left >= right,
  LESS_THAN: (left, right) => left < right,
  LESS_THAN_OR_EQUAL: (left, right) => left <= right,
};

const numberOf = (text: string): number => {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isNaN(number)) return number;
  throw new TaskRefused(
    "INVALID_RUN_CONFIGURATION",
    `Failed to compare operands: "${text}" is not a number.`,
  );
};

/** Whether a condition holds: equality is that of text, order that of numbers. @throws TaskRefused for no number */
function holds(op: string, left: string, right: string): boolean {
  if (op === "EQUAL_TO") return left === right;
  if (op === "NOT_EQUAL") return left !== right;
  return comparisons[op]?.(numberOf(left), numberOf(right)) ?? false;
}

/** Runs a condition task. Throws as `holds` does. */
export async function runCondition({ resolved }: TaskRun): Promise<TaskResult> {
  const { op = "", left = "", right = "" } = resolved.condition_task ?? {};
  return { output: {}, outcome: String(holds(op, left, right)) };
}
