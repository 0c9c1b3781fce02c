/**
 * Classes of requests. Two subjects are of one class when the same comes of every fault: they send requests of the same
 * methods as often, take as long, and give the result or the same error. Their golden tables of faults tell it, read
 * without names: a table is recorded from what the subject sends, so nobody types in which class it is.
 */

/** The rows of a golden table of faults, by the name of the fault. */
export const rowsOfTable = (table: string): Map<string, string> => {
  const rows = table.split("\n").filter((text) => text.startsWith("| "));
  return new Map(rows.slice(2).map((row) => [row.slice(2, row.indexOf(" | ")), row]));
};

/**
 * A row without what only names something: addresses, what a subject shows of a body and says beyond the client's own error,
 * other results.
 */
const withoutNames = (row: string): string =>
  row
    .replaceAll("<statement id>", "<id>")
    .replace(/\b(GET|POST|PATCH|PUT|DELETE) [^\s,|]+/g, "$1")
    .replace(/(?<=is not JSON but )["(][^.]+/, "its body")
    .replace(/(?<=Request id: [^.]+\. ).+(?= \|$)/, "and a hint")
    .replace(/the result \{.*(?= \|$)/, "another result");

/**
 * The class of the subject that a golden table of faults tells of.
 * @param names the faults that are looked at; all where nothing is given
 * @returns a text that is the same for all of a class
 */
export const classOf = (table: string, names?: readonly string[]): string =>
  [...rowsOfTable(table)]
    .filter(([name]) => names?.includes(name) ?? true)
    .map(([, row]) => withoutNames(row))
    .join("\n");

/** The faults that tell the classes apart: a subject that shows the same at these is of its class. */
export const tellingFaults = [
  "429 always, Retry-After 10 s",
  "hung once",
  "200 with an empty body",
  "403, no permission",
  "400, standard form with details",
  "second request: 500 always",
];
