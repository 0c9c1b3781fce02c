/** Inputs of actions that can wait for what they began. */
import { maxStepMs } from "../http/deadline";
import { booleanInput } from "./choice";
import { type Input, withDefault } from "./defineInput";
import { positiveInput } from "./integer";

/** How long to wait where nothing is said, in seconds. */
const defaultTimeoutSeconds = 600;

/** The longest wait, in seconds. */
const maxTimeoutSeconds = maxStepMs / 1000;

/**
 * Makes the input that tells whether to wait for the end of what the action began.
 * @param comments what is waited for, and what comes otherwise
 */
export const waitForCompletion = (comments: string): Input<boolean> =>
  booleanInput({ label: "Wait For Completion", comments });

/**
 * Makes the input that tells how long to wait, in seconds.
 * @param forWhat what is waited for, such as "for the statement to end" or "until the cluster is running"
 * @param then a sentence that tells what becomes of what has not ended by then
 */
export const timeoutSeconds = (forWhat: string, then: string): Input<number> =>
  withDefault(
    positiveInput({
      label: "Timeout (seconds)",
      comments: `How long to wait ${forWhat}, at most ${maxTimeoutSeconds}. ${then}`,
      example: String(defaultTimeoutSeconds),
      max: maxTimeoutSeconds,
    }),
    defaultTimeoutSeconds,
  );

/**
 * Makes both inputs for a change of a resource's state, in order.
 * @param until what is waited for, such as "the cluster is running"
 */
export const waitingUntil = (until: string) => ({
  waitForCompletion: waitForCompletion(
    `When true, the step waits until ${until}. When false, it returns the state right after the call.`,
  ),
  timeoutSeconds: timeoutSeconds(
    `until ${until}`,
    "A change that is not complete by then continues, and the error says so.",
  ),
});
