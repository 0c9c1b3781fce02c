/**
 * GRANT, REVOKE and what SHOW GRANTS shows.
 * https://docs.databricks.com/aws/en/sql/language-manual/security-grant
 */
import { unsupported } from "../errors";
import type { Cursor } from "./cursor";
import type { GrantTarget } from "./inspectionNodes";
import type { ParsedStatement } from "./statementNodes";

/** Kinds of objects whose grants are unsupported. */
const otherKinds =
  /^(METASTORE|FUNCTION|PROCEDURE|MODEL|CONNECTION|SHARE|RECIPIENT|PROVIDER|SERVER|EXTERNAL|STORAGE|SERVICE|CREDENTIAL|CLEAN|MATERIALIZED|STREAMING|ANY|ANONYMOUS)$/;

/** Whether a kind of object stands here, and not a table's name. */
const isKind = (cursor: Cursor): boolean => {
  const { kind, word } = cursor.peek(1);
  return kind === "quoted" || (kind === "word" && !/^(TO|FROM)$/.test(word));
};

function parseTarget(cursor: Cursor): GrantTarget {
  const { kind, word } = cursor.peek();
  if (kind === "word" && (word === "METASTORE" || (otherKinds.test(word) && isKind(cursor)))) {
    throw unsupported(`grants on ${word}`);
  }
  if (cursor.is("CATALOG") && !isKind(cursor)) {
    throw unsupported("grants on CATALOG without a name");
  }
  if (!isKind(cursor)) {
    return { kind: "TABLE", name: cursor.name() };
  }
  if (cursor.accept("CATALOG")) {
    return { kind: "CATALOG", name: [cursor.identifier()] };
  }
  if (cursor.accept("SCHEMA") || cursor.accept("DATABASE")) {
    return { kind: "SCHEMA", name: cursor.name(2) };
  }
  const of = (["TABLE", "VIEW", "VOLUME"] as const).find((each) => cursor.accept(each));
  return { kind: of ?? "TABLE", name: cursor.name() };
}

/** The words of one privilege, such as USE SCHEMA. */
function parsePrivilege(cursor: Cursor): string {
  const words: string[] = [];
  while (cursor.peek().kind === "word" && !cursor.is("ON")) {
    words.push(cursor.next().word);
  }
  return words.length > 0 ? words.join(" ") : cursor.fail();
}

/** `GRANT privilege, … ON object TO principal` and `REVOKE privilege, … ON object FROM principal`. */
export function parseGrantChange(cursor: Cursor): ParsedStatement {
  const action = cursor.accept("GRANT") ? "GRANT" : "REVOKE";
  if (action === "REVOKE") {
    cursor.expect("REVOKE");
  }
  const privileges = cursor.list(() => parsePrivilege(cursor));
  if (privileges.some((privilege) => /^ALL( PRIVILEGES)?$/.test(privilege))) {
    throw unsupported(`${action} ALL PRIVILEGES`);
  }
  cursor.expect("ON");
  const on = parseTarget(cursor);
  cursor.expect(action === "GRANT" ? "TO" : "FROM");
  return { node: "changeGrants", action, privileges, on, principal: cursor.identifier() };
}

/** What follows SHOW GRANTS: `[principal] ON object`. */
export function parseShowGrants(cursor: Cursor): ParsedStatement {
  if (cursor.is("TO", "RECIPIENT")) {
    throw unsupported("SHOW GRANTS TO RECIPIENT");
  }
  const principal = cursor.is("ON") ? undefined : cursor.identifier();
  cursor.expect("ON");
  return { node: "showGrants", on: parseTarget(cursor), principal };
}
