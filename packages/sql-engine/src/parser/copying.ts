/** Parses COPY INTO. https://docs.databricks.com/aws/en/sql/language-manual/delta-copy-into */
import { sqlError, unsupported } from "../errors";
import type { Alias, Expression, FilesNode, SelectItem } from "./ast";
import { parseProperties } from "./definitionParts";
import type { QueryParser } from "./grammar";
import type { CopyStatement } from "./statementNodes";

const mostFiles = 1000;

/** Clauses behind FILEFORMAT, each of which may stand there once. */
type Clauses = Pick<CopyStatement, "preview" | "files" | "pattern" | "mergeSchema" | "force"> & {
  format: Record<string, string>;
};

export function parseCopy(queries: QueryParser): CopyStatement {
  const { cursor } = queries;
  cursor.expect("COPY", "INTO");
  const table = cursor.name();
  const positions = cursor.accept("BY", "POSITION")
    ? {}
    : cursor.is("(")
      ? { columns: cursor.parenthesized(() => cursor.identifier()) }
      : undefined;
  cursor.expect("FROM");
  const { path, alias, items } = source(queries);
  cursor.expect("FILEFORMAT", "=");
  const fileFormat = cursor.identifier();
  const { format, ...clauses } = readClauses(queries);
  const literal = (value: string): Expression => ({
    node: "literal",
    at: 0,
    type: { kind: "STRING" },
    value,
  });
  const options: FilesNode["options"] = [["format", fileFormat] as const, ...Object.entries(format)].map(
    ([name, value]) => ({ name, value: literal(value) }),
  );
  return {
    node: "copy",
    table,
    positions,
    source: { node: "files", at: 0, by: "COPY INTO", path: literal(path), options, alias },
    items,
    ...clauses,
  };
}

function source(queries: QueryParser): { path: string; alias: Alias; items?: SelectItem[] } {
  const { cursor } = queries;
  const none: Alias = { columns: [] };
  if (!cursor.accept("(")) {
    const path = cursor.string();
    refuseCredentials(queries);
    return { path, alias: none };
  }
  cursor.expect("SELECT");
  const items = cursor.list(() => queries.parseSelectItem());
  cursor.expect("FROM");
  const path = cursor.string();
  refuseCredentials(queries);
  const name = cursor.accept("AS") ? cursor.identifier() : cursor.bareAlias();
  if (!cursor.is(")")) {
    throw unsupported("COPY INTO from a query with other clauses than SELECT and FROM");
  }
  cursor.expect(")");
  return { path, alias: { ...none, name }, items };
}

function refuseCredentials({ cursor }: QueryParser): void {
  if (cursor.is("WITH")) {
    throw unsupported("COPY INTO with credentials");
  }
}

function readClauses({ cursor }: QueryParser): Clauses {
  const clauses: Clauses = { mergeSchema: false, force: false, format: {} };
  for (;;) {
    if (cursor.accept("VALIDATE")) {
      clauses.preview = cursor.peek().kind === "number" ? Number(cursor.integer()) : undefined;
      if (clauses.preview === undefined || clauses.preview >= 50) {
        throw unsupported("COPY INTO with VALIDATE of 50 rows or more");
      }
      cursor.expect("ROWS");
      if (clauses.preview < 1) {
        throw sqlError(
          "COPY_INTO_SYNTAX_ERROR.VALIDATE_INVALID_ROWS",
          "COPY INTO validate: the number of rows must be positive.",
          "42601",
        );
      }
    } else if (cursor.accept("FILES", "=")) {
      clauses.files = cursor.parenthesized(() => cursor.string());
      if (clauses.files.length > mostFiles) {
        throw sqlError(
          "INVALID_PARAMETER_VALUE",
          `The FILES of COPY INTO name ${clauses.files.length} files, which are more than ${mostFiles}.`,
          "22023",
        );
      }
    } else if (cursor.accept("PATTERN", "=")) {
      clauses.pattern = cursor.string();
    } else if (cursor.accept("FORMAT_OPTIONS")) {
      clauses.format = parseProperties(cursor);
    } else if (cursor.accept("COPY_OPTIONS")) {
      Object.assign(clauses, copyOptions(parseProperties(cursor)));
    } else {
      break;
    }
  }
  if (clauses.files && clauses.pattern !== undefined) {
    cursor.fail();
  }
  return clauses;
}

function copyOptions(options: Record<string, string>): Pick<CopyStatement, "mergeSchema" | "force"> {
  const values = { mergeSchema: false, force: false };
  for (const [key, value] of Object.entries(options)) {
    const name = Object.keys(values).find((each) => each.toLowerCase() === key.toLowerCase());
    if (!name || !/^(true|false)$/i.test(value)) {
      throw unsupported(`the option ${key} = ${value} of COPY INTO`);
    }
    Object.assign(values, { [name]: value.toLowerCase() === "true" });
  }
  return values;
}
