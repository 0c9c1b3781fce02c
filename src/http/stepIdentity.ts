/** What tells one step of a flow from another. */

/** Which step of which execution runs: the same when the platform runs the step again. Blank where it is unknown. */
export interface StepIdentity {
  executionId: string;
  stepId: string;
  /** The iterations of the loops around the step. */
  loopPath: string;
}
