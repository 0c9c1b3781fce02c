/** Reads a recipe of the documentation: what to prepare, and the steps with their inputs and results. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";

type Token = MarkdownIt.Token;

const folder = path.resolve(__dirname, "../../documentation/recipes");

/** The value of an input as the page gives it: as typed, as one of several kinds with its fields, or out of the result of an earlier step. */
export type RecipeValue =
  | { kind: "typed"; text: string }
  | { kind: "choice"; label: string }
  | { kind: "variant"; label: string; text: string }
  | { kind: "result"; step: number; path?: string };

/** A use of one action or trigger. */
export interface RecipeCall {
  /** The label of the action or trigger. */
  label: string;
  /** By the labels of the inputs. */
  inputs: Record<string, RecipeValue>;
}

/** What happens in Databricks before a trigger finds something. */
type Event = { sql: string } | RecipeCall;

/** One step of a flow. */
export interface RecipeStep extends RecipeCall {
  number: number;
  /** What happens between the activation of a trigger and its poll. */
  events: Event[];
  /** The result to expect: JSON, or the text of a file. */
  result?: { language: string; text: string };
}

/** One page. */
export interface Recipe {
  file: string;
  title: string;
  /** The statements to run before the first step. */
  preparation: string[];
  steps: RecipeStep[];
}

const markdown = new MarkdownIt();

const codeOf = (token: Token): string | undefined =>
  token.children?.find(({ type }) => type === "code_inline")?.content;

/** The text in bold of a paragraph. */
const boldIn = ({ children }: Token): string | undefined => {
  const start = children?.findIndex(({ type }) => type === "strong_open") ?? -1;
  return start < 0 ? undefined : children?.[start + 1]?.content;
};

/** Reads the second cell of an input's row. */
const inputValue = (cell: Token): RecipeValue => {
  const reference = /^(?:`(?<path>[^`]+)`|the result) of step (?<step>\d+)$/.exec(cell.content);
  if (reference?.groups?.step) {
    return { kind: "result", step: Number(reference.groups.step), path: reference.groups.path };
  }
  const variant = /^(?<label>[^`]+): `/.exec(cell.content)?.groups?.label;
  const text = codeOf(cell);
  if (variant !== undefined && text !== undefined) return { kind: "variant", label: variant, text };
  return text === undefined ? { kind: "choice", label: cell.content } : { kind: "typed", text };
};

/** Reads the pages token by token; what a fence belongs to is said by the paragraph before it. */
class Reader {
  readonly recipe: Recipe;
  #section: "preparation" | "step" | "text" = "text";
  #call: RecipeCall | undefined;
  #fenceIs: "input" | "event" | "result" | "text" = "text";
  #inputLabel = "";

  constructor(file: string) {
    this.recipe = { file, title: "", preparation: [], steps: [] };
  }

  get #step(): RecipeStep | undefined {
    return this.#section === "step" ? this.recipe.steps.at(-1) : undefined;
  }

  heading(level: string, text: string): void {
    if (level === "h1") this.recipe.title = text;
    if (level !== "h2") return;
    const [, number, label] = /^(\d+)\. (.+)$/.exec(text) ?? [];
    this.#section = label ? "step" : text.startsWith("Before") ? "preparation" : "text";
    if (!label) return;
    const step: RecipeStep = { number: Number(number), label, inputs: {}, events: [] };
    this.recipe.steps.push(step);
    this.#call = step;
    this.#fenceIs = "text";
  }

  paragraph(token: Token): void {
    const step = this.#step;
    if (!step) return;
    const { content } = token;
    const bold = boldIn(token);
    if (content.startsWith("Result")) this.#fenceIs = "result";
    else if (content.startsWith("To try it")) {
      this.#fenceIs = "event";
      if (bold === undefined) return;
      const call: RecipeCall = { label: bold, inputs: {} };
      step.events.push(call);
      this.#call = call;
    } else if (bold !== undefined && content === `**${bold}**`) {
      this.#fenceIs = "input";
      this.#inputLabel = bold;
    } else this.#fenceIs = "text";
  }

  row([input, value]: Token[]): void {
    if (this.#step && this.#call && input && value && input.content !== "Input") {
      this.#call.inputs[input.content] = inputValue(value);
    }
  }

  fence({ info: language, content }: Token): void {
    const text = content.trimEnd();
    const step = this.#step;
    if (this.#section === "preparation" && language === "sql") this.recipe.preparation.push(text);
    if (!step || !this.#call) return;
    if (this.#fenceIs === "input") this.#call.inputs[this.#inputLabel] = { kind: "typed", text };
    if (this.#fenceIs === "event") step.events.push({ sql: text });
    if (this.#fenceIs === "result") step.result = { language, text };
  }
}

/** The inline tokens of each row of the table that begins at an index, and where the table ends. */
const rowsFrom = (tokens: readonly Token[], start: number): { rows: Token[][]; end: number } => {
  const end = tokens.findIndex(({ type }, index) => index > start && type === "table_close");
  const rows: Token[][] = [];
  for (const token of tokens.slice(start, end)) {
    if (token.type === "tr_open") rows.push([]);
    if (token.type === "inline") rows.at(-1)?.push(token);
  }
  return { rows, end };
};

/** Reads a page. @param text its Markdown */
const readRecipe = (file: string, text: string): Recipe => {
  const tokens = markdown.parse(text, {});
  const reader = new Reader(file);
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    const next = tokens[index + 1];
    if (token.type === "heading_open" && next) reader.heading(token.tag, next.content);
    if (token.type === "paragraph_open" && next) reader.paragraph(next);
    if (token.type === "fence") reader.fence(token);
    if (token.type === "table_open") {
      const { rows, end } = rowsFrom(tokens, index);
      for (const row of rows) reader.row(row);
      index = end;
    }
  }
  return reader.recipe;
};

/** Every recipe, by the names of their files. */
export const recipes = (): Recipe[] =>
  readdirSync(folder)
    .sort()
    .map((file) => readRecipe(file, readFileSync(path.join(folder, file), "utf8")));
