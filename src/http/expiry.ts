/** Until when something holds, such as a token. */

/** Whether the time is up. */
export interface Expiry {
  readonly isOver: boolean;
}

/**
 * Makes the expiry that many milliseconds from now: by a clock that cannot be set back, and by one that goes on while a
 * process is paused, whichever comes first.
 */
export const expiresIn = (ms: number): Expiry => {
  const at = performance.now() + ms;
  const date = Date.now() + ms;
  return {
    get isOver() {
      return performance.now() >= at || Date.now() >= date;
    },
  };
};
