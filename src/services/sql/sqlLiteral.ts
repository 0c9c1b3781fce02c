/** Texts in a statement. https://docs.databricks.com/aws/en/sql/language-manual/data-types/string-type */

/**
 * A text as written in a statement. Backslashes escape in it, so each is doubled; a doubled quote would be two texts to
 * older runtimes.
 */
export const quotedText = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;
