/** Until when something holds, such as a token. */

import { Deadline } from "./deadline";

/** Whether the time is up. */
export interface Expiry {
  readonly isOver: boolean;
}

/**
 * Makes the expiry that many milliseconds from now: by a clock that cannot be set back, and by one that continues while a
 * process is paused, whichever comes first.
 */
export const expiresIn = (ms: number): Expiry => {
  const deadline = Deadline.after(ms);
  const date = Date.now() + ms;
  return {
    get isOver() {
      return deadline.isOver || Date.now() >= date;
    },
  };
};
