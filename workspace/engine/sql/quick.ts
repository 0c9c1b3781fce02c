import type { StatementParameter } from "../../../src/api/statements";
import { parseError, sqlError } from "./errors";
import { tokenize } from "./parser/lexer";
export function quick(sql: string, parameters: StatementParameter[]): string {
  let out = "";
  const tokens = tokenize(sql);
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i];
    if (!t) continue;
    const prev = tokens[i - 1];
    const next = tokens[i + 1];
    if (
      t.text === ":" &&
      t.kind === "symbol" &&
      next?.kind === "word" &&
      (!prev || prev.kind === "symbol" || prev.kind === "word")
    ) {
      const p = parameters.find((x) => x.name === next.text);
      if (!p)
        throw sqlError(
          "UNBOUND_SQL_PARAMETER",
          `Found the unbound parameter: ${next.text}. Please, fix \`args\` and provide a mapping of the parameter to either a SQL literal or collection constructor functions such as \`map()\`, \`array()\`, \`struct()\`.`,
          "42P02",
        );
      out +=
        p.value == null
          ? "NULL "
          : `CAST('${p.value.replaceAll("'", "''")}' AS ${p.type === "STRING" || !p.type ? "VARCHAR" : p.type}) `;
      i++;
    } else if (t.kind === "string") out += `'${t.text.replaceAll("'", "''")}'`;
    else if (t.kind === "quoted") out += `"${t.text.replaceAll('"', '""')}"`;
    else if (t.word === "RANGE" && next?.text === "(") out += "dbx_range";
    else if (t.word === "STRING") out += "VARCHAR";
    else out += t.text;
    if (next && next.start > t.end) out += " ";
  }
  if (/^\s*$/.test(out)) throw parseError(sql, 0, "");
  return out;
}
