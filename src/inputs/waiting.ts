/** Inputs of actions that can wait for what they began. */
import { input } from "@prismatic-io/spectral";
import { maxStepMs } from "../http/deadline";
import { boolean, integerOrZero } from "./clean";

/** How long to wait where nothing is said, in seconds. */
const defaultTimeoutSeconds = 600;

/** The longest wait, in seconds. */
const longestTimeoutSeconds = maxStepMs / 1000;

/**
 * Makes the input that tells whether to wait for the end of what the action began.
 * @param comments what is waited for, and what comes otherwise
 */
export const waitForCompletion = (comments: string) =>
  input({
    label: "Wait For Completion",
    type: "boolean",
    required: false,
    default: "false",
    comments,
    clean: boolean("Wait For Completion"),
  });

/**
 * Makes the input that tells how long to wait, in seconds.
 * @param forWhat what is waited for, such as "for the end of the statement" or "until the cluster runs"
 * @param then a sentence that tells what becomes of what has not ended by then
 */
export const timeoutSeconds = (forWhat: string, then: string) =>
  input({
    label: "Timeout (seconds)",
    type: "string",
    required: false,
    default: String(defaultTimeoutSeconds),
    placeholder: String(defaultTimeoutSeconds),
    example: String(defaultTimeoutSeconds),
    comments: `How long to wait ${forWhat}, at most ${longestTimeoutSeconds}. ${then}`,
    clean: (value: unknown): number =>
      integerOrZero("Timeout (seconds)", longestTimeoutSeconds)(value) || defaultTimeoutSeconds,
  });

/**
 * Makes both inputs for a change of a resource's state, in order.
 * @param until what is waited for, such as "the cluster runs"
 */
export const waitingUntil = (until: string) => ({
  waitForCompletion: waitForCompletion(
    `When true, the step waits until ${until}. When false, it gives the state right after the call.`,
  ),
  timeoutSeconds: timeoutSeconds(`until ${until}`, "The change goes on after that, and the error says so."),
});
