/** The names that an expression can use and what they stand for. */
import type { DataType } from "../dataTypes";
import { sqlError } from "../errors";
import type { Name } from "../parser/ast";

export interface ScopeColumn {
  name: string;
  type: DataType;
  sql: string;
  /** Reachable only with a qualifier: USING has put another in its place. */
  hidden?: boolean;
  /** Stars leave it out. */
  unlisted?: boolean;
}

/** One relation of FROM. */
export interface ScopeRelation {
  alias?: string;
  /** Catalog, schema and table, for a table without an alias. */
  path: Name;
  columns: ScopeColumn[];
}

const same = (left: string | undefined, right: string | undefined): boolean =>
  left !== undefined && right !== undefined && left.toLowerCase() === right.toLowerCase();

function matches(source: ScopeRelation, qualifier: Name): boolean {
  if (source.alias !== undefined) {
    return qualifier.length === 1 && same(source.alias, qualifier[0]);
  }
  const path = source.path.slice(-qualifier.length);
  return path.length === qualifier.length && path.every((part, index) => same(part, qualifier[index]));
}

export interface ResolvedColumn {
  column: ScopeColumn;
  /** Parts of the name behind the column: fields of a STRUCT. */
  fields: Name;
}

export class Scope {
  constructor(
    readonly sources: ScopeRelation[],
    /** Resolves names that are not found here: the enclosing query. */
    readonly outer?: Resolver,
  ) {}

  /** Every column that `*` stands for, in order. */
  star(): ScopeColumn[] {
    return this.sources.flatMap((source) =>
      source.columns.filter((column) => !column.hidden && !column.unlisted),
    );
  }

  /** The columns of `qualifier.*`, or nothing where there is no such relation. */
  starOf(qualifier: Name): ScopeColumn[] | undefined {
    const found = this.sources.filter((source) => matches(source, qualifier));
    return found.length > 0
      ? found.flatMap((source) => source.columns.filter((column) => !column.unlisted))
      : undefined;
  }

  /** The column of a name, without the enclosing query. @throws SqlError AMBIGUOUS_REFERENCE */
  find(parts: Name): ResolvedColumn | undefined {
    for (let qualifiers = Math.min(3, parts.length - 1); qualifiers >= 0; qualifiers--) {
      const qualifier = parts.slice(0, qualifiers);
      const found = this.sources
        .filter((source) => qualifiers === 0 || matches(source, qualifier))
        .flatMap((source) => source.columns)
        .filter((column) => same(column.name, parts[qualifiers]) && (qualifiers > 0 || !column.hidden));
      if (found.length > 1) {
        throw ambiguous(parts, this.sources);
      }
      if (found[0]) {
        return { column: found[0], fields: parts.slice(qualifiers + 1) };
      }
    }
    return undefined;
  }

  names(): string[] {
    return this.star().map((column) => column.name);
  }
}

/** Resolves names; undefined for an unknown one. */
export interface Resolver {
  resolve(parts: Name): ResolvedColumn | undefined;
}

function ambiguous(parts: Name, sources: ScopeRelation[]): Error {
  const name = parts.at(-1);
  const candidates = sources
    .filter((source) => source.columns.some((column) => same(column.name, name)))
    .map((source) => [...(source.alias === undefined ? source.path : [source.alias]), name])
    .map((candidate) => candidate.map((part) => `\`${part}\``).join("."));
  return sqlError(
    "AMBIGUOUS_REFERENCE",
    `Reference ${parts.map((part) => `\`${part}\``).join(".")} is ambiguous, could be: [${candidates.join(", ")}].`,
    "42704",
  );
}

/** The error for a name that is not found. */
export function unresolved(parts: Name, known: string[]): Error {
  const name = parts.map((part) => `\`${part}\``).join(".");
  const text = `A column, variable, or function parameter with name ${name} cannot be resolved.`;
  if (known.length === 0) {
    return sqlError("UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", text, "42703");
  }
  const sought = (parts.at(-1) ?? "").toLowerCase();
  const near = [...new Set(known)]
    .map((candidate) => ({ candidate, distance: editDistance(candidate.toLowerCase(), sought) }))
    .sort((left, right) => left.distance - right.distance)
    .slice(0, 5)
    .map(({ candidate }) => `\`${candidate}\``);
  return sqlError(
    "UNRESOLVED_COLUMN.WITH_SUGGESTION",
    `${text} Did you mean one of the following? [${near.join(", ")}].`,
    "42703",
  );
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
