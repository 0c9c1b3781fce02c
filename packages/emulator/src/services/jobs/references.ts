/**
 * References to values of a run, such as `{{job.parameters.day}}`.
 * https://docs.databricks.com/aws/en/jobs/dynamic-value-references
 */

/** Gives the value of a reference; undefined where there is none of that name. */
export type Lookup = (name: string) => string | undefined;

/** The text with its references replaced; one that is unknown stays as it is. */
export const resolveText = (text: string, lookup: Lookup): string =>
  text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, name: string) => lookup(name) ?? whole);

/** A value with the references in all its texts replaced. */
export function resolve<T>(value: T, lookup: Lookup): T {
  if (typeof value === "string") return resolveText(value, lookup) as T;
  if (Array.isArray(value)) return value.map((item) => resolve(item, lookup)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolve(item, lookup)])) as T;
}

/** A moment in the forms that `{{job.start_time.iso_date}}` and the like have. */
export function timeReference(at: number, form: string): string | undefined {
  const iso = new Date(at).toISOString();
  const [date = "", time = ""] = iso.split("T");
  const [year, month, day] = date.split("-");
  const weekday = new Date(at).getUTCDay() || 7;
  const forms: Record<string, string | undefined> = {
    iso_date: date,
    iso_datetime: iso,
    year,
    month: String(Number(month)),
    day: String(Number(day)),
    hour: String(Number(time.slice(0, 2))),
    minute: String(Number(time.slice(3, 5))),
    second: String(Number(time.slice(6, 8))),
    iso_weekday: String(weekday),
    is_weekday: String(weekday <= 5),
    timestamp_ms: String(at),
  };
  return forms[form];
}
