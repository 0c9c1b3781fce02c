/** Whether a request that failed was carried out, as its error says it. */
import type { FailedAttempt } from "./retry";

/** Methods of requests that change nothing. */
const readingMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a request may change something, also if a second execution is safe. */
const mayChange = ({ method, reads }: Pick<FailedAttempt, "method" | "reads">): boolean =>
  !reads && !readingMethods.has(method.toUpperCase());

/** What an error says of whether its request was carried out; nothing of a request that only reads. */
interface Outcome {
  outcomeUnknown?: true;
  carriedOut?: true;
}

/**
 * What is known of a failed request.
 * @param attempts whether the last attempt was carried out, and whether any was or may have been
 */
export const requestOutcome = (
  request: Pick<FailedAttempt, "method" | "reads">,
  attempts: { carriedOut?: boolean; possiblyCarriedOut?: boolean },
): Outcome => {
  if (!mayChange(request)) return {};
  if (attempts.carriedOut) return { carriedOut: true };
  return attempts.possiblyCarriedOut ? { outcomeUnknown: true } : {};
};
