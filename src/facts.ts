/** What the documentation says of actions, triggers and data sources beside their inputs; it is not published. */
import type { RequiredGrants } from "./errors/requiredGrant";
import type { RepeatBehaviour } from "./repeatBehaviour";

/** What is known of an action, a trigger or a data source. */
export interface Facts {
  /** What the connection's identity needs, or why it needs nothing. */
  grants?: RequiredGrants;
  /** What happens when the step runs again, of an action that writes. */
  repeat?: RepeatBehaviour;
}

const facts = new WeakMap<object, Facts>();

/** Gives a definition back, with what is known of it. */
export const withFacts = <T extends object>(definition: T, known: Facts): T => {
  facts.set(definition, known);
  return definition;
};

/** What is known of a definition. */
export const factsOf = (definition: object): Facts => facts.get(definition) ?? {};
