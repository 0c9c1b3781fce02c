/** The code of a draft's inputs. */
import type { Draft, DraftInput, InputKind } from "./draft";
import { inWords, titleCase, wordsOf } from "./names";

/** Code and what it imports, by module below `src/`. */
export interface Code {
  text: string;
  imports: Record<string, string[]>;
}

/** The factory of each kind of input, and the module that has it. */
const factories: Record<InputKind, [factory: string, module: string]> = {
  id: ["idInput", "inputs/id"],
  text: ["trimmedInput", "inputs/text"],
  boolean: ["booleanInput", "inputs/choice"],
  integer: ["integerInput", "inputs/integer"],
  choice: ["choiceInput", "inputs/choice"],
  object: ["jsonObjectInput", "inputs/json"],
  array: ["jsonArrayInput", "inputs/json"],
  json: ["jsonInput", "inputs/json"],
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

const choicesCode = ({ choices }: DraftInput): string =>
  JSON.stringify(Object.fromEntries(choices.map((value) => [value, titleCase(wordsOf(value))])));

/**
 * The code of an input as a constant of its key.
 * @param exampleName what the example of the result is called
 */
export const inputCode = (input: DraftInput, draft: Draft, exampleName: string): Code => {
  const { key, label, kind, required } = input;
  const [factory, module] = factories[kind];
  const isOptional = !required && kind !== "boolean";
  const lines = [
    `label: ${JSON.stringify(label)}`,
    `comments: ${JSON.stringify(commentsOf(input))}`,
    ...(kind === "boolean" ? [] : [`example: ${exampleCode(input, draft, exampleName)}`]),
    ...(kind === "integer" ? ["max: Number.MAX_SAFE_INTEGER"] : []),
    ...(kind === "choice" ? [`choices: ${choicesCode(input)}`] : []),
  ];
  const made = `${factory}({\n${lines.map((line) => `  ${line},\n`).join("")}})`;
  return {
    text: `const ${key} = ${isOptional ? `asOptional(${made})` : made};\n`,
    imports: { [module]: [factory], ...(isOptional && { "inputs/defineInput": ["asOptional"] }) },
  };
};
