/** What the steps of a flow give, as far as the examples of the component tell. */
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import { type Expression, follow, itemName, type Step, stepKey } from "./integrationYaml";

/** The steps so far, by the names that references use. */
export class Steps {
  readonly #results = new Map<string, unknown>();

  has(name: string): boolean {
    return this.#results.has(stepKey(name)) || this.#results.has(name);
  }

  /** What is behind a step's name: its `results`. */
  resultOf(key: string): unknown {
    return this.#results.get(key);
  }

  /** Adds a step, with its example where it is one of the component. */
  add(step: Step, component: Component | undefined): void {
    this.#results.set(stepKey(step.name), component ? this.#example(step, component) : this.#platform(step));
  }

  /** What an expression leads to. */
  at({ value }: Expression): unknown {
    const [key = "", ...parts] = String(value).split(".");
    return follow(this.resultOf(key), parts);
  }

  #example({ action, isTrigger }: Step, component: Component): unknown {
    if (isTrigger)
      return { results: (component.triggers[action.key]?.examplePayload as { payload?: unknown })?.payload };
    return { results: (component.actions[action.key]?.examplePayload as { data?: unknown })?.data };
  }

  /** The platform's own steps that samples use. */
  #platform({ action, inputs = {} }: Step): unknown {
    const pairs = inputs.keyValueInput?.value;
    if (action.key !== "createObject" || !Array.isArray(pairs)) return { results: {} };
    return {
      results: Object.fromEntries((pairs as Expression[]).map((pair) => [itemName(pair), this.at(pair)])),
    };
  }
}
