/** Signals that end a command from outside, such as Ctrl-C, and what it does then. */

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

type EndSignal = (typeof signals)[number];

/** npm and the terminal may both pass on the same signal, ms apart. */
const sameSignalMs = 1000;

let isRequested = false;

/** Whether a signal has asked the command to end: what fails from then on, fails because things are closed. */
export const isEnding = (): boolean => isRequested;

/**
 * Listens for the signals that end the command; a second one ends it at once.
 * @param onEnd is called at the first one, with a function that ends the command as the signal does by itself
 * @param onSecond is called before the second one ends it
 * @returns a function that stops listening
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
      // process.exit would wait for a statement in the middle of one long call.
      process.kill(process.pid, signal);
    };
    if (endingSince === undefined) {
      endingSince = performance.now();
      isRequested = true;
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
 * Ends the command at a signal.
 * @param say says what continues elsewhere
 * @param close removes what is here
 * @returns a function that stops listening
 */
export const closeOnSignal = (say: () => void, close: () => Promise<void>): (() => void) =>
  onEndSignal((_signal, end) => {
    say();
    close().finally(end);
  });
