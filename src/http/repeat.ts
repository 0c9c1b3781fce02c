/** Repeats an operation that failed for a passing reason, after growing pauses. */
import type { Deadline } from "./deadline";

/** When and how an operation is repeated. */
export interface RepeatPolicy {
  maxRepeats: number;
  /** The pause before the first repeat, in milliseconds; each further one is twice as long. */
  firstPauseMs: number;
  shouldRepeat: (error: unknown) => boolean;
  /** Is notified of each repeat before its pause. */
  onRepeat: (error: unknown, pauseMs: number) => void;
  /** Makes the error of an operation that is not repeated any more. @param times how often it was tried */
  gaveUp: (error: unknown, times: number) => unknown;
}

/**
 * Runs an operation, and again while it fails for a passing reason and there is time. The pauses vary, so that two
 * callers that disturb each other do not meet again.
 */
export const repeatWithPauses = async <Result>(
  deadline: Deadline,
  operation: () => Promise<Result>,
  { maxRepeats, firstPauseMs, shouldRepeat, onRepeat, gaveUp }: RepeatPolicy,
): Promise<Result> => {
  for (let times = 1; ; times += 1) {
    try {
      return await operation();
    } catch (error) {
      if (!shouldRepeat(error)) throw error;
      const pauseMs = firstPauseMs * 2 ** (times - 1) * (0.5 + Math.random());
      if (times > maxRepeats || pauseMs >= deadline.remainingMs) throw gaveUp(error, times);
      onRepeat(error, pauseMs);
      await deadline.sleep(pauseMs);
    }
  }
};
