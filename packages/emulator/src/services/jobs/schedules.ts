/** Schedules and triggers of jobs: the checks that Databricks makes. */

import { parseZone } from "databricks-sql-engine";
import { fieldsOf, invalidParameter, requiredText } from "../../control/requests";

interface CronField {
  name: string;
  least: number;
  most: number;
  /** Words that may stand for numbers. */
  words?: RegExp;
}

const MONTHS = /^(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)$/i;
const DAYS = /^(SUN|MON|TUE|WED|THU|FRI|SAT)$/i;

/** https://www.quartz-scheduler.org/documentation/quartz-2.3.0/tutorials/crontrigger.html */
const fields: CronField[] = [
  { name: "seconds", least: 0, most: 59 },
  { name: "minutes", least: 0, most: 59 },
  { name: "hours", least: 0, most: 23 },
  { name: "day of month", least: 1, most: 31 },
  { name: "month", least: 1, most: 12, words: MONTHS },
  { name: "day of week", least: 1, most: 7, words: DAYS },
  { name: "year", least: 1970, most: 2099 },
];

const isPoint = (text: string, { least, most, words }: CronField): boolean =>
  words?.test(text) === true || (/^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most);

/** A point, a range or a step of a field, and what only days have: the last, the nearest weekday, the nth. */
function isPart(part: string, field: CronField): boolean {
  if (part === "*") return true;
  if (field.name === "day of month" && /^(L(-\d{1,2})?|LW|\d{1,2}W)$/.test(part)) return true;
  if (field.name === "day of week" && /^(L|([1-7]|[A-Za-z]{3})(L|#[1-5]))$/.test(part)) return true;
  const [range = "", step, ...more] = part.split("/");
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step))) return false;
  const points = range.split("-");
  return (
    (range === "*" && step !== undefined) ||
    (points.length <= 2 && points.every((point) => isPoint(point, field)))
  );
}

/** Why an expression is none of Quartz; undefined where it is one. */
export function cronProblem(expression: string): string | undefined {
  const parts = expression.trim().split(/\s+/);
  if (parts.length < 6 || parts.length > 7) return `it has ${parts.length} fields in place of 6 or 7`;
  const [, , , day, , weekday] = parts;
  if ((day === "?") === (weekday === "?"))
    return "one of day of month and day of week must be ?, and only one";
  const wrong = parts.findIndex((part, index) => {
    const field = fields[index] as CronField;
    const mayBeOpen = field.name === "day of month" || field.name === "day of week";
    return !(mayBeOpen && part === "?") && !part.split(",").every((each) => isPart(each, field));
  });
  return wrong < 0 ? undefined : `"${parts[wrong]}" is no ${fields[wrong]?.name}`;
}

/**
 * Checks what starts a job: nothing, or one of a schedule, a trigger and running on and on.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE naming what is wrong
 */
export function checkSchedule(settings: Record<string, unknown>): void {
  const starts = ["schedule", "trigger", "continuous"].filter((name) => settings[name] !== undefined);
  if (starts.length > 1) throw invalidParameter(`A job can have only one of ${starts.join(", ")}.`);
  if (settings.schedule === undefined) return;
  const expression = requiredText(settings.schedule, "quartz_cron_expression");
  const fault = cronProblem(expression);
  if (fault) throw invalidParameter(`Invalid quartz_cron_expression "${expression}": ${fault}.`);
  const zone = requiredText(settings.schedule, "timezone_id");
  if (!parseZone(zone)) throw invalidParameter(`Invalid timezone_id: ${zone}`);
  const { pause_status: status } = fieldsOf(settings.schedule);
  if (status !== undefined && status !== "PAUSED" && status !== "UNPAUSED") {
    throw invalidParameter(`Invalid pause_status: ${String(status)}`);
  }
}
