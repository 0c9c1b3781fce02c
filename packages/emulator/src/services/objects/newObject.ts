import { notImplemented } from "../../apiError";
import { languageOfName, notebookHeader } from "../../code/notebookSource";
import { fieldsOf, invalidParameter, optionalText, requiredText } from "../../control/requests";
import type { NewObject } from "./store";

const languages = ["PYTHON", "SQL", "SCALA", "R"];
const formats = ["SOURCE", "AUTO", "RAW", "HTML", "JUPYTER", "DBC", "R_MARKDOWN"];

/** A flag that may come as text, as in a form. @throws HttpError 400 for anything else */
export function flag(given: unknown, name: string): boolean {
  const value = fieldsOf(given)[name];
  if (value === undefined || value === false || value === "false") return false;
  if (value === true || value === "true") return true;
  throw invalidParameter(`Field ${name} must be a boolean`);
}

/** The format that a request names. @throws HttpError 400 for an unknown one, 501 for one that is not served */
export function formatOf(given: unknown): string {
  const format = optionalText(given, "format") ?? "SOURCE";
  if (!formats.includes(format)) throw invalidParameter(`Invalid format: ${format}`);
  if (["SOURCE", "AUTO", "RAW"].includes(format)) return format;
  throw notImplemented(`has no format ${format} of workspace objects.`);
}

function languageOf(given: unknown): string | undefined {
  const language = optionalText(given, "language");
  if (language === undefined || languages.includes(language)) return language;
  throw invalidParameter(`Invalid language: ${language}`);
}

function contentOf(given: unknown): Buffer {
  const { content = "" } = fieldsOf(given);
  if (Buffer.isBuffer(content)) return content;
  if (typeof content === "string" && /^[\w+/-]*={0,2}$/.test(content)) return Buffer.from(content, "base64");
  throw invalidParameter("Field content must be base64");
}

/** With AUTO, a source file whose first line says so is a notebook, and its name loses the extension. */
function recognised(path: string, content: Buffer): NewObject {
  const language = languageOfName(path);
  const [first = ""] = content.toString("utf8").split(/\r?\n/, 1);
  if (language === undefined || first.trimEnd() !== notebookHeader(language)) return { path, content };
  return { path: path.replace(/\.\w+$/, ""), language, content };
}

/**
 * What the body of an import asks for.
 * @throws HttpError 400 naming the field at fault, 501 for a format that is not served
 */
export function readImport(body: unknown): { object: NewObject; overwrite: boolean } {
  const format = formatOf(body);
  const path = requiredText(body, "path");
  const language = languageOf(body);
  const content = contentOf(body);
  const overwrite = flag(body, "overwrite");
  if (format === "AUTO") return { object: recognised(path, content), overwrite };
  if (format === "RAW") return { object: { path, content }, overwrite };
  if (language === undefined) throw invalidParameter("Field language is required for the format SOURCE");
  return { object: { path, language, content }, overwrite };
}

/**
 * A notebook or file from the fields of a seed: `path`, `content` as text, and a notebook's `language`.
 * @throws HttpError 400 naming the field at fault
 */
export function completeObject(given: Record<string, unknown>): NewObject {
  const language = languageOf(given);
  const { content = "" } = given;
  if (typeof content !== "string") throw invalidParameter("Field content must be a string");
  return { path: requiredText(given, "path"), content: Buffer.from(content), ...(language && { language }) };
}
