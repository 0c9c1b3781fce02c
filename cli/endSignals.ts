/** Signals that end a command from outside, such as Ctrl-C, and what it does then. */

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

type EndSignal = (typeof signals)[number];

/** npm and the terminal may both pass on the same signal, ms apart. */
const sameSignalMs = 1000;

let isAsked = false;

/** Whether a signal has asked the command to end: what fails from then on, since things are closed, is not worth telling. */
export const isEnding = (): boolean => isAsked;

/**
 * Tells of the first signal that asks the command to end; a second one ends it at once.
 * @param onEnd is given what ends the command as the signal does by itself
 * @param onSecond is called before the second one ends it
 * @returns what undoes that
 */
export const onEndSignal = (
  onEnd: (signal: EndSignal, end: () => void) => void,
  onSecond: () => void = () => {},
): (() => void) => {
  let endingSince: number | undefined;
  const undo = (): void => {
    for (const signal of signals) process.off(signal, receive);
  };
  const receive = (signal: EndSignal): void => {
    const end = (): void => {
      undo();
      // Its own exit would wait for a statement in the middle of one long call.
      process.kill(process.pid, signal);
    };
    if (endingSince === undefined) {
      endingSince = performance.now();
      isAsked = true;
      onEnd(signal, end);
    } else if (performance.now() - endingSince >= sameSignalMs) {
      onSecond();
      end();
    }
  };
  for (const signal of signals) process.on(signal, receive);
  return undo;
};

/**
 * Ends the command at a signal: says what continues elsewhere, and removes what is here.
 * @returns what undoes that
 */
export const closeOnSignal = (say: () => void, close: () => Promise<void>): (() => void) =>
  onEndSignal((_signal, end) => {
    say();
    close().finally(end);
  });
