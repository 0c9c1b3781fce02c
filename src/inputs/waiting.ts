/** Inputs of actions that can wait for their operation. */
import { maxStepMs } from "../http/deadline";
import { booleanInput } from "./choice";
import { type Input, withDefault } from "./defineInput";
import { positiveInput } from "./integer";

/** The default timeout, in seconds. */
const defaultTimeoutSeconds = 600;

/** The longest wait, in seconds. */
const maxTimeoutSeconds = maxStepMs / 1000;

/**
 * Makes the input that determines whether to wait for the end of the action's operation.
 * @param comments what is waited for, and what is returned otherwise
 */
export const waitForCompletion = (comments: string): Input<boolean> =>
  booleanInput({ label: "Wait For Completion", comments });

/**
 * Makes the input that determines how long to wait, in seconds.
 * @param forWhat what is waited for, such as "for the statement to end" or "until the cluster is running"
 * @param then a sentence about what happens to an operation that has not ended by then
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
