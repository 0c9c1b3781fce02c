/** The identity of a step of a flow, and for whom it runs. */

/** Something of the platform by its ID and its name. */
export interface NamedObject {
  id: string;
  name: string;
}

/** Which step of which execution runs, and for whom. Blank where it is unknown. */
export interface StepIdentity {
  /** The same when the platform runs the step again; another when it runs the flow again. */
  executionId: string;
  stepId: string;
  stepName: string;
  /** The iterations of the loops around the step. */
  loopPath: string;
  /** The customer, whose ID is the external one if it has one. */
  customer: NamedObject;
  instance: NamedObject;
  integration: NamedObject;
  flow: NamedObject;
}

/** What the platform passes to a step about itself; a runner may leave out any part of it. */
export interface StepContext {
  executionId?: string;
  stepId?: string;
  executionFrame?: object;
  customer?: object;
  instance?: object;
  integration?: object;
  flow?: object;
}

/** The execution of every run in spectral's own test harness, the same for all of them. */
const harnessExecutionId = "mockExecutionId";

const textOf = (from: object | undefined, key: string): string => {
  const value = (from as Record<string, unknown> | null | undefined)?.[key];
  return typeof value === "string" ? value.trim() : "";
};

/** An address is a person's: what holds one identifies nothing here. */
const emailAddress = /\S@\S/;

const impersonalText = (from: object | undefined, key: string): string => {
  const text = textOf(from, key);
  return emailAddress.test(text) ? "" : text;
};

const named = (from: object | undefined, idKeys: readonly string[] = ["id"]): NamedObject => ({
  id: idKeys.map((key) => impersonalText(from, key)).find((id) => id !== "") ?? "",
  name: impersonalText(from, "name"),
});

/** Reads which step runs from what the platform passes to it. */
export const readStepIdentity = (context: StepContext): StepIdentity => {
  const executionId = textOf(context, "executionId");
  return {
    executionId: executionId === harnessExecutionId ? "" : executionId,
    stepId: textOf(context, "stepId"),
    stepName: textOf(context.executionFrame, "stepName"),
    loopPath: textOf(context.executionFrame, "loopPath"),
    customer: named(context.customer, ["externalId", "id"]),
    instance: named(context.instance),
    integration: named(context.integration),
    flow: named(context.flow, ["stableId", "id"]),
  };
};

/** The identity of what runs outside of a flow. */
export const unknownStep: StepIdentity = readStepIdentity({});
