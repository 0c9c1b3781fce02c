/** Refused requests and their responses. */
import { agree } from "../outcomes";
import type { Answer } from "../requests";

/**
 * Holds a response to a refusal.
 * @param code pattern of its code; any if left out
 * @returns what came, in one line
 * @throws Difference where the response is another
 */
export const refusedWith = (answer: Answer, statuses: readonly number[], code?: RegExp): string => {
  agree(statuses.includes(answer.status) && (code === undefined || code.test(answer.code)), answer.summary);
  return answer.summary;
};
