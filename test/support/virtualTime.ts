import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";

/** Time that passes only when nothing else can happen. */
export interface VirtualTime {
  /** Milliseconds passed since the start, virtually. */
  elapsedMs(): number;
  /**
   * Lets time pass although a request is on its way: its server never answers it.
   * @param clientPort the client's port of that request's connection, as the server sees it (`remotePort`)
   */
  neverAnswered(clientPort: number | undefined): void;
  /** Gives back real time. */
  stop(): void;
}

/** So much time passes between one virtual time and the next, in milliseconds, that nothing of the one lasts into the other. */
const betweenMs = 3_600_000;

/** What virtual time has passed in this process so far, in milliseconds: `performance.now()` never goes back. */
let passedMs = 0;
const realNow = performance.now.bind(performance);
performance.now = () => realNow() + passedMs;

/** Turns of the event loop in which nothing happened before time passes: sockets on loopback need one or two. */
const quietTurns = 4;

/**
 * Makes the waits of the code under test pass at once: `setTimeout`, `setInterval`, `Date`, `performance.now()` are those
 * of jest's fake timers, while sockets, `setImmediate` and promises stay real. Whenever no HTTP request of this process is on
 * its way and the event loop is quiet, the clock jumps to the next timer that is due and runs it, so waits end in
 * order and cost no real time; what they would have cost can be read off `elapsedMs()`, also where a test sets the wall clock back.
 *
 * A request on its way holds time back until its answer has come whole, so a time-out cannot fire just because the
 * machine is slow. A server that means never to answer says so with `neverAnswered`.
 *
 * Not covered: `node:timers/promises`, `process.hrtime()` and work in threads or other processes that no HTTP request
 * waits for. Use in `beforeEach`, and `stop()` in `afterEach`.
 * @param now the first instant; a fixed one, so that tests do not depend on the day
 */
export const startVirtualTime = (now = new Date("2026-01-02T03:04:05Z")): VirtualTime => {
  const underWay = new Set<ClientRequest>();
  const unanswered = new Set<number>();
  let letGo = (): void => undefined;
  const onRequest = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    underWay.add(request);
    request.once("close", () => {
      underWay.delete(request);
      letGo();
    });
  };
  subscribe("http.client.request.start", onRequest);
  // Whole, so that differences of times are exact.
  const beginsAt = Math.ceil(performance.now());
  jest.useFakeTimers({
    now,
    doNotFake: ["nextTick", "setImmediate", "clearImmediate", "queueMicrotask", "hrtime"],
  });

  const fakeNow = performance.now.bind(performance);
  performance.now = () => beginsAt + fakeNow();
  const startedAt = performance.now();
  const isHeldBack = (): boolean =>
    [...underWay].some(({ socket }) => !unanswered.has((socket?.localPort as number | undefined) ?? -1));

  let running = true;
  const pass = async (): Promise<void> => {
    let quiet = 0;
    while (running) {
      await nextTurn();
      // Turning on while an answer is on its way would take the processor from the server.
      while (running && isHeldBack()) {
        quiet = 0;
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
      }
      if (!running) return;
      quiet = jest.getTimerCount() === 0 ? 0 : quiet + 1;
      if (quiet > quietTurns) {
        quiet = 0;
        jest.advanceTimersToNextTimer();
      }
    }
  };
  void pass();

  return {
    elapsedMs: () => performance.now() - startedAt,
    neverAnswered: (clientPort) => {
      if (clientPort !== undefined) unanswered.add(clientPort);
      letGo();
    },
    stop: () => {
      running = false;
      letGo();
      passedMs += fakeNow() + betweenMs;
      unsubscribe("http.client.request.start", onRequest);
      jest.useRealTimers();
    },
  };
};
