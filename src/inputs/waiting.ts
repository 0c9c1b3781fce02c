/** Inputs of actions that can wait for their operation. */
import { maxStepMs } from "../http/deadline";
import { booleanInput } from "./choice";
import { type Input, withDefault } from "./defineInput";
import { positiveInput } from "./integer";

/** The default timeout, in seconds. */
const defaultTimeoutSeconds = 600;

/** The longest wait, in seconds. */
const maxTimeoutSeconds = maxStepMs / 1000;

/** What the help of an input says that determines whether to wait. */
interface Waiting {
  /** What the step waits for and returns, such as "for the run to end and returns the run". */
  waits: string;
  /** What it returns without waiting, such as "the run ID at once". */
  otherwise: string;
  /** Why the default is what it is, as a clause. */
  because: string;
}

/** The help of an input that determines whether to wait: both values, the default and its reason. */
export const waitingComments = ({ waits, otherwise, because }: Waiting, isOn: boolean): string =>
  isOn
    ? `When true, which is the default because ${because}, the step waits ${waits}. When false, it returns ${otherwise}.`
    : `When true, the step waits ${waits}. When false, which is the default because ${because}, it returns ${otherwise}.`;

/** Makes the input that determines whether to wait for the end of the action's operation. */
export const waitForCompletion = (waiting: Waiting): Input<boolean> =>
  booleanInput({ label: "Wait For Completion", comments: waitingComments(waiting, false) });

/** Why an action does not wait by default for what may take any time. */
export const becauseItMayTakeLong = "such work may take longer than a step may wait";

/**
 * Makes the input that determines how long to wait, in seconds.
 * @param forWhat what is waited for, such as "for the statement to end" or "until the cluster is running"
 * @param then a sentence about what happens to an operation that has not ended by then
 */
export const timeoutSeconds = (forWhat: string, then: string): Input<number> =>
  withDefault(
    positiveInput({
      label: "Timeout (seconds)",
      comments: `How long to wait ${forWhat}: ${defaultTimeoutSeconds} by default and ${maxTimeoutSeconds} at most, since a step must end within 15 minutes. ${then}`,
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
  waitForCompletion: waitForCompletion({
    waits: `until ${until}`,
    otherwise: "the state right after the call",
    because: "the change continues on its own and takes minutes",
  }),
  timeoutSeconds: timeoutSeconds(
    `until ${until}`,
    "A change that is not complete by then continues, and the error says so.",
  ),
});
