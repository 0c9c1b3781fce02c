/** Runs the steps of a low-code flow as the platform would, with the built component on a workspace. */
import { runIn } from "../support/component";
import type { TestWorkspace } from "../support/workspace";
import { type Expression, type Expressions, follow, itemName, type Step, stepKey } from "./integrationYaml";

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

export class LowCodeRun {
  /** What steps have given, by the names that references use. */
  readonly #steps: Record<string, unknown> = {};
  readonly log: string[] = [];

  /** @param configVars what was chosen in the config wizard, without the connection */
  constructor(
    readonly workspace: TestWorkspace,
    readonly configVars: Record<string, string>,
  ) {}

  /** The values of a step's inputs; its connection is that of the workspace. */
  inputsOf({ inputs = {} }: Step): Record<string, unknown> {
    const own = Object.entries(inputs).filter(([key]) => key !== "connection");
    return Object.fromEntries(own.map(([key, expression]) => [key, this.#value(expression)]));
  }

  /** Starts a flow with what its trigger gives, on the branch that it takes, and runs it to its end. */
  async start([trigger, ...steps]: Step[], payload: unknown, branch?: string): Promise<void> {
    if (!trigger) throw new Error("A flow without steps");
    this.#steps[stepKey(trigger.name)] = { results: payload };
    const taken = trigger.branches?.find(({ name }) => name === branch)?.steps ?? [];
    for (const step of [...taken, ...steps]) await this.#run(step);
  }

  /** What a step has given. */
  resultOf(name: string): unknown {
    return follow(this.#steps, [stepKey(name), "results"]);
  }

  async #run(step: Step): Promise<void> {
    const key = stepKey(step.name);
    const { action, inputs = {} } = step;
    if (action.component.key === "databricks") {
      this.#steps[key] = { results: await runIn(this.workspace, action.key, this.inputsOf(step)) };
    } else if (action.key === "createObject") {
      this.#steps[key] = { results: this.#objectOf(inputs) };
    } else if (action.key === "writeLog") {
      this.log.push(textOf(this.inputsOf(step).message));
    } else throw new Error(`The action ${action.key} of the platform cannot be run here`);
  }

  #objectOf({ keyValueInput }: Expressions): Record<string, unknown> {
    const pairs = (keyValueInput?.value ?? []) as Expression[];
    return Object.fromEntries(pairs.map((pair) => [itemName(pair), this.#value(pair)]));
  }

  #value(expression: Expression): unknown {
    const { type, value } = expression;
    switch (type) {
      case "value":
        return value;
      case "configVar":
        return this.configVars[String(value)];
      case "reference":
        return follow(this.#steps, String(value).split("."));
      case "template":
        return String(value).replace(/\{\{([#$])(.*?)\}\}/g, (_, mark, name) =>
          textOf(mark === "#" ? this.configVars[name] : follow(this.#steps, name.split("."))),
        );
      case "complex":
        return (value as Expression[]).map((item) => ({ key: itemName(item), value: this.#value(item) }));
    }
  }
}
