/** Matches the parameters of a statement with the markers in its text, before anything is sent. */
import { type JsonList, replaceLists } from "../../services/sql/boundStatement";
import { type Marker, markersOf } from "../../services/sql/sqlText";
import type { StatementParameter } from "../../services/sql/statements";
import type { GivenParameter } from "./givenParameter";
import { listAsJson } from "./listAsJson";
import { sqlParametersLabel } from "./sqlParameters";

/** The maximum number of parameters of a statement, and the maximum size of their values in UTF-8 bytes. */
export const parameterLimits = { count: 256, bytes: 1024 * 1024 };

const freeName = (name: string, taken: ReadonlySet<string>): string =>
  taken.has(name.toLowerCase()) ? freeName(`${name}_`, taken) : name;

/** One unused name for each value. */
const freeNames = (name: string, count: number, taken: Set<string>): string[] =>
  Array.from({ length: count }, (_, index) => {
    const free = freeName(`${name}_${index + 1}`, taken);
    taken.add(free.toLowerCase());
    return free;
  });

const keyOf = (name: string): string => name.toLowerCase();

/** The markers of a statement by their names. */
const markersByName = (markers: readonly Marker[]): Map<string, Marker[]> => {
  const byName = new Map<string, Marker[]>();
  for (const marker of markers) {
    const ownMarkers = byName.get(keyOf(marker.name));
    if (ownMarkers) ownMarkers.push(marker);
    else byName.set(keyOf(marker.name), [marker]);
  }
  return byName;
};

/** Throws Error that names the marker without a value, or the value that no marker can take. */
const checkMarkers = (markers: readonly Marker[], given: readonly GivenParameter[], label: string): void => {
  const names = new Set(given.map(({ name }) => keyOf(name)));
  const byName = markersByName(markers);
  const unbound = markers.find(({ name, certain }) => certain && !names.has(keyOf(name)));
  if (unbound) throw new Error(`${label} have no value for the marker :${unbound.name} of the statement.`);
  for (const { name, list, isJson, input = label } of given) {
    const ownMarkers = byName.get(keyOf(name)) ?? [];
    if (ownMarkers.length === 0)
      throw new Error(`${input} name "${name}", but the statement has no marker :${name}.`);
    if (list && ownMarkers.some(({ insideIn }) => !insideIn)) {
      throw new Error(
        `${input} give "${name}" a list of values, which can only stand in IN (:${name}), by itself between commas.`,
      );
    }
    if (isJson && ownMarkers.some(({ insideIn }) => insideIn)) {
      throw new Error(
        `${input} give "${name}" objects, which IN (:${name}) compares with nothing. ${readingHint(name)}`,
      );
    }
  }
};

/** How a statement reads a value that is sent as JSON text. */
export const readingHint = (name: string): string =>
  `Read its JSON text with from_json(:${name}, '<schema>') or parse_json(:${name}).`;

/** The lists that are sent as one text each: the longest ones, until the number of parameters is allowed. */
const longLists = (given: readonly GivenParameter[], label: string): ReadonlySet<string> => {
  const lists = given.filter(({ list }) => list !== undefined);
  const byLengthDescending = [...lists].sort(
    (one, other) => (other.list?.length ?? 0) - (one.list?.length ?? 0),
  );
  let count = given.reduce((sum, { list }) => sum + (list?.length ?? 1), 0);
  const long = new Set<string>();
  for (const { name, list = [] } of byLengthDescending) {
    if (count <= parameterLimits.count) break;
    count -= list.length - 1;
    long.add(keyOf(name));
  }
  if (count <= parameterLimits.count) return long;
  throw new Error(
    `${label} are too many: ${count} parameters were given, but Databricks allows ${parameterLimits.count} per statement. Send rows as one list of objects, or in several statements.`,
  );
};

const checkSize = (parameters: readonly StatementParameter[], label: string): void => {
  const bytes = parameters.reduce((sum, { value }) => sum + Buffer.byteLength(value ?? ""), 0);
  if (bytes <= parameterLimits.bytes) return;
  throw new Error(
    `${label} are too large: their values have ${bytes} bytes, but Databricks allows ${parameterLimits.bytes} per statement. Send them in several statements.`,
  );
};

/**
 * Matches parameters with markers: every certain marker must have a value and every value a marker. A list of values
 * becomes as many typed markers, inside `IN (...)`, or one JSON text if the statement would have too many.
 * @param label the label of the input of the parameters, for errors of those that do not name their own
 * @returns the statement and the parameters to send
 * @throws Error that names the marker or the parameter, or says how many or how large the parameters are
 */
export const bindParameters = (
  statement: string,
  given: readonly GivenParameter[],
  label = sqlParametersLabel,
): { statement: string; parameters: StatementParameter[] } => {
  const markers = markersOf(statement);
  checkMarkers(markers, given, label);
  const long = longLists(given, label);
  const taken = new Set([...given, ...markers].map(({ name }) => keyOf(name)));
  const element = freeName(
    "element",
    new Set([...taken, ...(statement.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [])]),
  );
  const names = new Map<string, readonly string[]>();
  const json = new Map<string, JsonList>();
  const parameters = given.flatMap((parameter): StatementParameter[] => {
    const { name, list, isJson: _isJson, input = label, ...value } = parameter;
    if (!list) return [{ name, ...value }];
    if (long.has(keyOf(name))) {
      const made = asJson(input, name, list, element);
      json.set(keyOf(name), made.json);
      return [{ name, value: made.text }];
    }
    const free = freeNames(name, list.length, taken);
    names.set(keyOf(name), free);
    return list.map((one, index) => ({ name: free[index] ?? name, ...one }));
  });
  checkSize(parameters, label);
  const replaced = replaceLists(statement, {
    markers: (name) => names.get(keyOf(name)),
    json: (name) => json.get(keyOf(name)),
  });
  return { statement: replaced, parameters };
};

const asJson = (
  input: string,
  ...[name, list, element]: Parameters<typeof listAsJson>
): ReturnType<typeof listAsJson> => {
  try {
    return listAsJson(name, list, element);
  } catch (error) {
    throw new Error(
      `${input} give "${name}" ${list.length} values, which are sent as one list, but ${(error as Error).message}.`,
    );
  }
};
