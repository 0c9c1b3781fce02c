/** The code of a draft's inputs. */
import type { Draft, DraftInput, InputKind } from "./draft";
import { inWords, titleCase, wordsOf } from "./names";

/** Code and what it imports, by module below `src/`. */
export interface Code {
  text: string;
  imports: Record<string, string[]>;
}

/** The check of each kind: of what must be given and of what may be left out, with the module that has them. */
const checks: Record<InputKind, { module: string; required: string; optional: string }> = {
  id: { module: "inputs/clean", required: "requiredId", optional: "optionalId" },
  text: { module: "inputs/clean", required: "requiredText", optional: "optionalText" },
  boolean: { module: "inputs/clean", required: "boolean", optional: "boolean" },
  integer: { module: "inputs/clean", required: "integer", optional: "integer" },
  choice: { module: "inputs/clean", required: "requiredChoice", optional: "requiredChoice" },
  object: { module: "inputs/json", required: "requiredObject", optional: "optionalObject" },
  array: { module: "inputs/json", required: "optionalArray", optional: "optionalArray" },
  json: { module: "inputs/json", required: "optionalJson", optional: "optionalJson" },
};

const isWrapped = ({ kind, required }: DraftInput): boolean =>
  !required && (kind === "integer" || kind === "choice");

const cleanCode = (input: DraftInput): string => {
  const { kind, required, label, choices } = input;
  const name = checks[kind][required ? "required" : "optional"];
  const more =
    kind === "integer"
      ? ", Number.MAX_SAFE_INTEGER"
      : kind === "choice"
        ? `, ${JSON.stringify(choices)}`
        : "";
  const check = `${name}(${JSON.stringify(label)}${more})`;
  return isWrapped(input) ? `optional(${check})` : check;
};

const commentsOf = ({ kind, required, wireName }: DraftInput): string => {
  const words = inWords(wordsOf(wireName));
  if (kind === "boolean") return `When true, ${words}.`;
  const isJson = ["object", "array", "json"].includes(kind);
  return `The ${words}${isJson ? ", as JSON" : ""}.${required ? "" : " Left empty, Databricks' default counts."}`;
};

/** The example of an id is that of the result, where the result tells it. */
const exampleCode = ({ wireName, example }: DraftInput, { result }: Draft, name: string): string => {
  const values = result.kind === "object" ? (result.type.example as Record<string, unknown>) : {};
  if (values[wireName] === undefined || typeof values[wireName] === "object") return JSON.stringify(example);
  return typeof values[wireName] === "string" ? `${name}.${wireName}` : `String(${name}.${wireName})`;
};

const typeLines = ({ kind, choices }: DraftInput): string[] => {
  if (kind === "boolean") return ['type: "boolean"', 'default: "false"'];
  if (["object", "array", "json"].includes(kind)) return ['type: "code"', 'language: "json"'];
  if (kind !== "choice") return ['type: "string"'];
  const model = choices.map((value) => ({ label: titleCase(wordsOf(value)), value }));
  return ['type: "string"', `model: ${JSON.stringify(model)}`];
};

/**
 * The code of an input as a constant of its key.
 * @param exampleName what the example of the result is called
 */
export const inputCode = (input: DraftInput, draft: Draft, exampleName: string): Code => {
  const { key, label, kind, required } = input;
  const { module, ...names } = checks[kind];
  const isFree = kind !== "boolean" && kind !== "choice";
  const example = exampleCode(input, draft, exampleName);
  const lines = [
    `label: ${JSON.stringify(label)}`,
    ...typeLines(input),
    `required: ${required && kind !== "boolean"}`,
    ...(isFree ? [`placeholder: ${example}`] : []),
    ...(kind === "boolean" ? [] : [`example: ${example}`]),
    `comments: ${JSON.stringify(commentsOf(input))}`,
    `clean: ${cleanCode(input)}`,
  ];
  return {
    text: `const ${key} = input({\n${lines.map((line) => `  ${line},\n`).join("")}});\n`,
    imports: {
      [module]: [names[required ? "required" : "optional"], ...(isWrapped(input) ? ["optional"] : [])],
    },
  };
};
