/** What happens when a step that writes runs again, as a retry of the step, or of its flow. */

/** What the second run does. */
export type RepeatKind = "sameState" | "refused" | "joins" | "once" | "again";

/** What the second run of a step does, and what a builder should know of it. */
export interface RepeatBehaviour {
  kind: RepeatKind;
  /** When it is otherwise, or what to do; whole sentences. */
  advice?: string;
}

/** Each kind in words, for the documentation, the safest first. */
export const repeatKinds: Readonly<Record<RepeatKind, string>> = {
  sameState: "The result is the same.",
  joins: "The step joins the earlier run.",
  once: "It takes effect only once, depending on the inputs.",
  refused: "It is rejected, because the object already exists or was already deleted.",
  again: "It takes effect again.",
};
