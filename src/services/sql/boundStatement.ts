/** Inserts lists of values into the text of a statement: as several markers, or as one JSON text in an `IN (...)`. */
import { type InPredicate, inPredicatesOf } from "./inPredicates";
import { codeOf, tokensOf } from "./sqlCode";
import { type Marker, markersOf } from "./sqlText";

/** The expressions of a list that is sent as one text. */
export interface JsonList {
  /** The expression of the list, an array. */
  array: string;
  /** The condition that a value is in the list, with the logic of `IN`. @param operand the value's expression */
  contains: (operand: string) => string;
}

/** The replacement of a marker, by its name. */
interface Replacements {
  /** The names of the markers for a list. */
  markers: (name: string) => readonly string[] | undefined;
  /** The list of a marker, if it is sent as one text. */
  json: (name: string) => JsonList | undefined;
}

/** A replaced part of the text. */
interface Edit {
  at: number;
  end: number;
  text: () => string;
}

/**
 * Makes the function that gives a part of a text with its edits.
 * @param edits in order, an outer one before those within it; they may be added later
 */
const renderer = (statement: string, edits: readonly Edit[]): ((at: number, end: number) => string) => {
  /** The first edit at or after an offset. */
  const editFrom = (at: number): number => {
    let [low, high] = [0, edits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((edits[middle] as Edit).at < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (at, end) => {
    const texts: string[] = [];
    let from = at;
    for (let index = editFrom(at); index < edits.length; index += 1) {
      const edit = edits[index] as Edit;
      if (edit.at >= end) break;
      if (edit.at < from || edit.end > end) continue;
      texts.push(statement.slice(from, edit.at), edit.text());
      from = edit.end;
    }
    return texts.join("") + statement.slice(from, end);
  };
};

/**
 * Replaces the markers of lists.
 * @throws Error if a list that is sent as one text is in a PIVOT, which takes only values
 */
export const replaceLists = (statement: string, { markers, json }: Replacements): string => {
  const found = markersOf(statement);
  const listed = new Map(found.filter(({ insideIn }) => insideIn).map((marker) => [marker.at, marker]));
  const edits: Edit[] = [];
  const render = renderer(statement, edits);

  const markerEdit = ({ name, at }: Marker): Edit[] => {
    const names = markers(name);
    if (!names) return [];
    return [{ at, end: at + 1 + name.length, text: () => names.map((one) => `:${one}`).join(", ") }];
  };

  /** The predicate with its lists: an OR of one condition for each, and of one for all other values. */
  const wholeText = (
    { operand, isNegated, items, takesSubquery }: InPredicate,
    lists: Map<object, JsonList>,
  ) => {
    const value = render(operand.at, operand.end);
    const others = items.filter((item) => !lists.has(item)).map(({ at, end }) => render(at, end));
    const conditions = [
      ...(others.length > 0 ? [`${value} IN (${others.join(", ")})`] : []),
      ...[...lists.values()].map((list) =>
        takesSubquery ? `${value} IN (SELECT explode(${list.array}))` : list.contains(value),
      ),
    ];
    const any = conditions.length === 1 ? conditions.join() : `(${conditions.join(" OR ")})`;
    return isNegated ? `(NOT ${any})` : any;
  };

  const predicateEdit = (predicate: InPredicate): Edit[] => {
    const { operand, items, open, close, takesSubquery, isPivot } = predicate;
    const lists = new Map<object, JsonList>();
    for (const item of items) {
      const marker = listed.get(item.at);
      const isWhole = marker !== undefined && item.at + 1 + marker.name.length === item.end;
      const list = isWhole ? json(marker.name) : undefined;
      if (list) lists.set(item, list);
    }
    const [list] = lists.values();
    if (!list) return [];
    if (isPivot) throw new Error("a PIVOT takes only values, and these are more than a statement may have");
    if ((takesSubquery && items.length === 1) || operand.at === operand.end) {
      return [{ at: open, end: close, text: () => `SELECT explode(${list.array})` }];
    }
    return [{ at: operand.at, end: close + 1, text: () => wholeText(predicate, lists) }];
  };

  const hasJson = found.some(({ name }) => json(name) !== undefined);
  const predicates = hasJson ? inPredicatesOf(tokensOf(codeOf(statement))) : [];
  edits.push(...predicates.flatMap(predicateEdit), ...found.flatMap(markerEdit));
  edits.sort((one, other) => one.at - other.at || other.end - one.end);
  return render(0, statement.length);
};
