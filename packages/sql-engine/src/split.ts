/** Splits a script into its statements. */
import { tokenize } from "./parser/lexer";

/**
 * The statements of a script, without the semicolons between them and without those that are empty.
 * @throws SqlError where the text cannot be split into tokens
 */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let start: number | undefined;
  for (const token of tokenize(script)) {
    const ends = token.kind === "end" || (token.kind === "symbol" && token.text === ";");
    if (!ends) start ??= token.start;
    else if (start !== undefined) {
      statements.push(script.slice(start, token.start).trim());
      start = undefined;
    }
  }
  return statements;
}
