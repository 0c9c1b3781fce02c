/** Parses one statement. https://docs.databricks.com/aws/en/sql/language-manual/ */
import { parseError, sqlError, unsupported } from "../errors";
import { AlterationParser } from "./alteration";
import type { Expression, Name } from "./ast";
import { parseReset, parseSet } from "./configuration";
import { parseCopy } from "./copying";
import { Cursor } from "./cursor";
import { DefinitionParser } from "./definition";
import type { QueryParser } from "./grammar";
import { parseGrantChange } from "./granting";
import type { ParameterTexts } from "./identifierClause";
import { parseInsert } from "./insertion";
import { InspectionParser } from "./inspection";
import { createQueryParser } from "./query";
import type { Assignment, MergeClause, ParsedStatement } from "./statementNodes";

/**
 * The statement that a text holds; a semicolon may end it. Throws PARSE_SYNTAX_ERROR.
 * @param parameters the texts that `IDENTIFIER(:name)` may stand for
 */
export function parseStatement(sql: string, parameters?: ParameterTexts): ParsedStatement {
  const cursor = new Cursor(sql, parameters);
  if (cursor.peek().kind === "end") {
    throw parseError(sql, 0, "");
  }
  const statement = new StatementParser(cursor).parse();
  while (cursor.accept(";")) {
    // A statement may end in semicolons.
  }
  if (cursor.peek().kind !== "end") {
    cursor.fail();
  }
  return statement;
}

/** Statements of Databricks that are unsupported. */
const refused =
  /^(OPTIMIZE|ANALYZE|DENY|RESTORE|CACHE|UNCACHE|CLEAR|REFRESH|MSCK|REORG|FSCK|GENERATE|CONVERT|EXECUTE|BEGIN|DECLARE|CALL|EXPLAIN|LIST|PUT|GET|REMOVE|SYNC|UNDROP|LOAD|ADD|REPAIR)$/;

class StatementParser {
  private readonly queries: QueryParser;

  constructor(private readonly cursor: Cursor) {
    this.queries = createQueryParser(cursor);
  }

  parse(): ParsedStatement {
    const { cursor } = this;
    const { word } = cursor.peek();
    this.refuseWithBefore();
    if (this.queries.expressions.atQuery() || word === "TABLE") {
      return { node: "query", query: this.queries.parse() };
    }
    if (refused.test(word)) {
      throw unsupported(`the statement ${word}`);
    }
    switch (word) {
      case "INSERT":
        return parseInsert(this.queries);
      case "UPDATE":
        return this.update();
      case "DELETE":
        return this.delete();
      case "MERGE":
        return this.merge();
      case "CREATE":
      case "REPLACE":
      case "DROP":
      case "TRUNCATE":
      case "COMMENT":
        return new DefinitionParser(cursor, this.queries).parse();
      case "ALTER":
        return new AlterationParser(this.queries).parse();
      case "GRANT":
      case "REVOKE":
        return parseGrantChange(cursor);
      case "USE":
        return this.use();
      case "SET":
        return parseSet(cursor, this.queries);
      case "RESET":
        return parseReset(cursor);
      case "COPY":
        return parseCopy(this.queries);
      case "VACUUM":
        return this.vacuum();
      case "DESCRIBE":
      case "DESC":
      case "SHOW":
        return new InspectionParser(cursor, this.queries).parse();
      case "FROM":
        throw unsupported("queries that start with FROM");
      default:
        return cursor.fail();
    }
  }

  /** Refuses WITH in front of a statement that changes rows. */
  private refuseWithBefore(): void {
    const { cursor } = this;
    let depth = 0;
    for (let ahead = 1; cursor.is("WITH"); ahead++) {
      const { kind, text, word } = cursor.peek(ahead);
      depth += text === "(" ? 1 : text === ")" ? -1 : 0;
      if (depth === 0 && /^(INSERT|MERGE)$/.test(word)) {
        throw unsupported(`WITH before ${word}`);
      }
      if (kind === "end" || (depth === 0 && /^(SELECT|VALUES|FROM|TABLE)$/.test(word))) {
        return;
      }
    }
  }

  /** `USE CATALOG name`, `USE SCHEMA [catalog.]name` and `USE [catalog.]schema`. */
  private use(): ParsedStatement {
    const { cursor } = this;
    cursor.expect("USE");
    const named = cursor.peek(1).kind !== "end" && cursor.peek(1).text !== "." && cursor.peek(1).text !== ";";
    if (named && cursor.accept("CATALOG")) {
      const catalog = cursor.peek().kind === "string" ? cursor.string() : cursor.identifier();
      return { node: "use", catalog };
    }
    if (named && !cursor.accept("SCHEMA") && !cursor.accept("DATABASE")) {
      cursor.accept("NAMESPACE");
    }
    return { node: "use", schema: cursor.name(2) };
  }

  /** `VACUUM table [FULL | LITE] [RETAIN n HOURS]`. */
  private vacuum(): ParsedStatement {
    const { cursor } = this;
    cursor.expect("VACUUM");
    const name = cursor.name();
    if (cursor.accept("LITE")) {
      throw unsupported("VACUUM LITE");
    }
    cursor.accept("FULL");
    let hours: number | undefined;
    if (cursor.accept("RETAIN")) {
      hours = Number(cursor.next().text);
      if (Number.isNaN(hours)) {
        cursor.fail(cursor.peek(-1));
      }
      cursor.expect("HOURS");
    }
    if (cursor.is("DRY", "RUN")) {
      throw unsupported("VACUUM … DRY RUN");
    }
    return { node: "vacuum", name, hours };
  }

  private assignments(): Assignment[] {
    return this.cursor.list(() => {
      const column = this.cursor.name(5);
      this.cursor.expect("=");
      return { column, value: this.valueOrDefault() };
    });
  }

  /** DEFAULT is parsed as a column of that name; store assignment resolves it. */
  private valueOrDefault(): Expression {
    return this.queries.expressions.parse();
  }

  private tableAlias(): string | undefined {
    return this.cursor.accept("AS") ? this.cursor.identifier() : this.cursor.bareAlias();
  }

  private update(): ParsedStatement {
    const { cursor } = this;
    cursor.expect("UPDATE");
    const table = cursor.name();
    const alias = this.tableAlias();
    cursor.expect("SET");
    const assignments = this.assignments();
    return { node: "update", table, alias, assignments, where: this.where() };
  }

  private where(): Expression | undefined {
    return this.cursor.accept("WHERE") ? this.queries.expressions.parse() : undefined;
  }

  private delete(): ParsedStatement {
    this.cursor.expect("DELETE", "FROM");
    const table = this.cursor.name();
    const alias = this.tableAlias();
    return { node: "delete", table, alias, where: this.where() };
  }

  private merge(): ParsedStatement {
    const { cursor } = this;
    cursor.expect("MERGE");
    if (cursor.is("WITH")) {
      throw unsupported("MERGE WITH SCHEMA EVOLUTION");
    }
    cursor.expect("INTO");
    const target = cursor.name();
    const alias = this.tableAlias();
    cursor.expect("USING");
    const source = this.queries.parseRelation();
    cursor.expect("ON");
    const on = this.queries.expressions.parse();
    const clauses: MergeClause[] = [];
    while (cursor.is("WHEN")) {
      clauses.push(this.mergeClause());
    }
    if (clauses.length === 0) {
      throw sqlError(
        "MERGE_WITHOUT_WHEN",
        "There must be at least one WHEN clause in a MERGE statement.",
        "42601",
      );
    }
    refuseUnreachable(clauses);
    return { node: "merge", target, alias, source, on, clauses };
  }

  private mergeClause(): MergeClause {
    const { cursor } = this;
    cursor.expect("WHEN");
    let match: MergeClause["match"] = "MATCHED";
    if (cursor.accept("NOT")) {
      match = "NOT MATCHED";
    }
    cursor.expect("MATCHED");
    if (match === "NOT MATCHED" && cursor.accept("BY")) {
      match = cursor.expectAny("SOURCE", "TARGET") === "SOURCE" ? "NOT MATCHED BY SOURCE" : match;
    }
    const condition = cursor.accept("AND") ? this.queries.expressions.parse() : undefined;
    cursor.expect("THEN");
    return { match, condition, action: this.mergeAction(match) };
  }

  private mergeAction(match: MergeClause["match"]): MergeClause["action"] {
    const { cursor } = this;
    if (match === "NOT MATCHED") {
      cursor.expect("INSERT");
      if (cursor.accept("*")) {
        return { kind: "INSERT *" };
      }
      const columns: Name[] = cursor.is("(") ? cursor.parenthesized(() => cursor.name(5)) : [];
      cursor.expect("VALUES");
      return { kind: "INSERT", columns, values: cursor.parenthesized(() => this.valueOrDefault()) };
    }
    if (cursor.accept("DELETE")) {
      return { kind: "DELETE" };
    }
    cursor.expect("UPDATE", "SET");
    return cursor.accept("*")
      ? { kind: "UPDATE", assignments: "*" }
      : { kind: "UPDATE", assignments: this.assignments() };
  }
}

const clauseConditions: Record<MergeClause["match"], string> = {
  MATCHED: "NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION",
  "NOT MATCHED": "NON_LAST_NOT_MATCHED_BY_TARGET_CLAUSE_OMIT_CONDITION",
  "NOT MATCHED BY SOURCE": "NON_LAST_NOT_MATCHED_BY_SOURCE_CLAUSE_OMIT_CONDITION",
};

/** Of clauses of one kind only the last may be without a condition. */
function refuseUnreachable(clauses: MergeClause[]): void {
  const bare = clauses.find(
    ({ match, condition }, index) =>
      !condition && clauses.slice(index + 1).some((later) => later.match === match),
  );
  if (bare) {
    throw sqlError(
      clauseConditions[bare.match],
      `When there are more than one ${bare.match} clauses in a MERGE statement, only the last ${bare.match} clause can omit the condition.`,
      "42613",
    );
  }
}
