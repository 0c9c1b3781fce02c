/** Follows a recipe: its inputs are found by their labels, as a builder finds them, and its results are compared. */
import type { Input } from "@prismatic-io/spectral/dist/serverTypes";
import { runIn, type Subject, subjects } from "./component";
import { PolledFlow } from "./polledFlow";
import type { Recipe, RecipeCall, RecipeStep, RecipeValue } from "./recipe";
import type { TestWorkspace } from "./workspace";

/** The warehouse on which the statements of a page run that no step runs. */
const warehouseId = "475b94ddc7cd5211";

const runStatement = (workspace: TestWorkspace, sqlStatement: string): Promise<unknown> =>
  runIn(workspace, "runSql", { warehouseId, sqlStatement });

const subjectLabelled = (label: string): Subject => {
  const found = subjects.find((subject) => subject.label === label);
  if (!found) throw new Error(`Nothing is labelled ${label}`);
  return found;
};

const inputLabelled = ({ inputs, label: of }: Subject, label: string): Input => {
  const found = inputs.find((input) => input.label === label);
  if (!found) throw new Error(`${of} has no input ${label}`);
  return found;
};

/** What a path such as `tasks[0].run_id` leads to. */
const valueAt = (value: unknown, path: string): unknown => {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  return keys.reduce<unknown>((object, key) => (object as Record<string, unknown> | undefined)?.[key], value);
};

/** The value behind a word of the page: what a choice or a switch is called in the designer. */
const chosen = ({ label, model, type }: Input, word: string): unknown => {
  if (type === "boolean" && (word === "on" || word === "off")) return String(word === "on");
  const choice = model?.find((one) => one.label === word);
  if (!choice) throw new Error(`${label} has no choice ${word}`);
  return choice.value;
};

const isNested = ({ type }: Input): boolean => type === "structuredObject" || type === "dynamicObject";

/** Follows one recipe in a workspace. */
export class RecipeRun {
  readonly #results = new Map<number, unknown>();

  constructor(
    readonly workspace: TestWorkspace,
    readonly recipe: Recipe,
  ) {}

  async prepare(): Promise<void> {
    for (const statement of this.recipe.preparation) await runStatement(this.workspace, statement);
  }

  #value(input: Input, value: RecipeValue): unknown {
    if (value.kind === "choice") return chosen(input, value.label);
    if (value.kind === "typed") {
      if (isNested(input)) return JSON.parse(value.text);
      return input.collection === "valuelist" ? value.text.split(", ") : value.text;
    }
    const result = this.#results.get(value.step);
    const found = value.path === undefined ? result : valueAt(result, value.path);
    if (found === undefined) throw new Error(`The result of step ${value.step} has no ${value.path}`);
    return found;
  }

  #parameters(subject: Subject, { inputs }: RecipeCall): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(inputs).map(([label, value]) => {
        const input = inputLabelled(subject, label);
        return [input.key, this.#value(input, value)];
      }),
    );
  }

  #run(call: RecipeCall): Promise<unknown> {
    const subject = subjectLabelled(call.label);
    return runIn(this.workspace, subject.key, this.#parameters(subject, call));
  }

  /** Activates a flow with the trigger, lets happen what the page says, and polls. */
  async #poll(subject: Subject, step: RecipeStep): Promise<unknown> {
    const flow = new PolledFlow<unknown>(this.workspace, subject.key, this.#parameters(subject, step));
    await flow.poll();
    for (const event of step.events) {
      await ("sql" in event ? runStatement(this.workspace, event.sql) : this.#run(event));
    }
    await this.workspace.advance(60_000);
    return (await flow.poll()).items;
  }

  /** Takes a step. @returns its result, which later steps can use */
  async take(step: RecipeStep): Promise<unknown> {
    const subject = subjectLabelled(step.label);
    const result = await (subject.kind === "trigger" ? this.#poll(subject, step) : this.#run(step));
    this.#results.set(step.number, result);
    return result;
  }
}
