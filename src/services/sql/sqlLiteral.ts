/** Literals in the text of a statement. Everything that is quoted is quoted here. */

/**
 * A text as a literal, whatever it holds: quotes and backslashes are escaped, so that it ends where it should.
 * https://docs.databricks.com/aws/en/sql/language-manual/data-types/string-type
 */
export const sqlLiteral = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;
