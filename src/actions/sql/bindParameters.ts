/** Puts the parameters of a statement and the markers in its text together, before anything is sent. */
import { markersOf, replaceMarkers } from "../../api/sqlText";
import type { StatementParameter } from "../../api/statements";
import type { GivenParameter } from "./sqlParameters";

const freeName = (name: string, taken: ReadonlySet<string>): string =>
  taken.has(name.toLowerCase()) ? freeName(`${name}_`, taken) : name;

/** As many names as there are values, none of which is taken. */
const freeNames = (name: string, count: number, taken: Set<string>): string[] =>
  Array.from({ length: count }, (_, index) => {
    const free = freeName(`${name}_${index + 1}`, taken);
    taken.add(free.toLowerCase());
    return free;
  });

/**
 * Puts parameters and markers together: every certain marker must have a value and every value a marker. A list of
 * values becomes as many typed markers, inside `IN (...)`.
 * @returns the statement and the parameters as they are sent
 * @throws Error that names the marker or the parameter
 */
export const bindParameters = (
  statement: string,
  given: readonly GivenParameter[],
): { statement: string; parameters: StatementParameter[] } => {
  const markers = markersOf(statement);
  const isCalled =
    (name: string) =>
    (one: { name: string }): boolean =>
      one.name.toLowerCase() === name.toLowerCase();
  const unbound = markers.find(({ name, certain }) => certain && !given.some(isCalled(name)));
  if (unbound)
    throw new Error(`SQL Parameters have no value for the marker :${unbound.name} of the statement.`);
  for (const { name, list } of given) {
    const own = markers.filter(isCalled(name));
    if (own.length === 0)
      throw new Error(`SQL Parameters name "${name}", but the statement has no marker :${name}.`);
    if (list && own.some(({ insideIn }) => !insideIn)) {
      throw new Error(
        `SQL Parameters give "${name}" a list of values, which can only stand in IN (:${name}).`,
      );
    }
  }
  const taken = new Set([...given, ...markers].map(({ name }) => name.toLowerCase()));
  const spread = new Map(
    given.flatMap(({ name, list }) =>
      list ? [[name.toLowerCase(), freeNames(name, list.length, taken)] as const] : [],
    ),
  );
  return {
    statement: replaceMarkers(statement, (name) => spread.get(name.toLowerCase())),
    parameters: given.flatMap(({ name, list, ...value }) =>
      list
        ? list.map((one, index) => ({ name: spread.get(name.toLowerCase())?.[index] ?? name, ...one }))
        : [{ name, ...value }],
    ),
  };
};
