/**
 * Notebooks in source form: cells between separators, cells of another language behind MAGIC comments.
 * https://docs.databricks.com/aws/en/notebooks/notebook-format
 */

/** One cell: its language, or the magic command that it begins with (`md`, `sh`, `run`), and its code. */
interface NotebookCell {
  language: string;
  code: string;
}

/** How a notebook's own language writes a comment. */
const comments: Record<string, string> = { PYTHON: "#", R: "#", SQL: "--", SCALA: "//" };

const commentOf = (language: string): string => comments[language] ?? "#";

/** The first line of every notebook's source. */
export const notebookHeader = (language: string): string =>
  `${commentOf(language)} Databricks notebook source`;

const extensions: Record<string, string> = { PYTHON: "py", SQL: "sql", SCALA: "scala", R: "r" };

/** The extension of a language's source files, without its dot. */
export const extensionOf = (language: string): string => extensions[language] ?? "txt";

/** The language of files with this name; undefined where no notebook has it. */
export const languageOfName = (name: string): string | undefined =>
  Object.keys(extensions).find((language) => name.toLowerCase().endsWith(`.${extensions[language]}`));

/** The source with its first line, which an import may leave out. */
export const withHeader = (source: string, language: string): string =>
  source.startsWith(notebookHeader(language)) ? source : `${notebookHeader(language)}\n${source}`;

/**
 * The cells of a notebook that hold anything, in order.
 * @param language the notebook's own: PYTHON, SQL, SCALA or R
 */
export function notebookCells(source: string, language: string): NotebookCell[] {
  const comment = commentOf(language);
  const lines = source.replace(/^\ufeff/, "").split(/\r?\n/);
  if (lines[0]?.trimEnd() === notebookHeader(language)) lines.shift();
  const cells: string[][] = [[]];
  for (const line of lines) {
    if (line.trimEnd() === `${comment} COMMAND ----------`) cells.push([]);
    else if (!line.startsWith(`${comment} DBTITLE `)) cells.at(-1)?.push(line);
  }
  return cells.map((cell) => readCell(cell, language, comment)).filter(({ code }) => code.trim() !== "");
}

function readCell(lines: string[], language: string, comment: string): NotebookCell {
  const mark = `${comment} MAGIC`;
  const isMagic = lines.some((line) => line.startsWith(mark));
  const plain = isMagic ? lines.map((line) => unmarked(line, mark)) : lines;
  const code = plain.join("\n").replace(/^(?:[ \t]*\n)+|\s+$/g, "");
  const magic = /^%(\w+)[^\S\n]*/.exec(code);
  if (!magic) return { language: language.toLowerCase(), code };
  return { language: magic[1] ?? "", code: code.slice(magic[0].length).replace(/^\n/, "") };
}

const unmarked = (line: string, mark: string): string =>
  line.startsWith(mark) ? line.slice(mark.length).replace(/^ /, "") : line;
