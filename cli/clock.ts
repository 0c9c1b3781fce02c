/** How long an action has been running, and what it waits for: one line on a terminal, rewritten every second. */
import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";

/** What the component logs while it waits, such as `Statement 01f0 is RUNNING after 10 s`. */
const waiting = /^(.+) is (.+) after \d[\d.]* s\b/;

const tickMs = 1000;

/** Clears the line, and moves to its beginning. */
const cleared = "\r\u001b[2K";

/** What is known of long work. */
interface Progress {
  /** What is waited for, such as `Statement 01f0`. */
  what: string;
  /** Its state, such as `RUNNING`. */
  state: string;
}

/** What a clock needs of standard error. */
interface Terminal {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** A span of time as a person reads it. */
const span = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

export class Clock {
  readonly #startedAt = performance.now();
  readonly #isShown: boolean;
  #timer: NodeJS.Timeout | undefined;
  #isDrawn = false;
  /** What was last said of what the action waits for. */
  progress: Progress | undefined;

  /**
   * @param name of the action
   * @param terminal standard error; on anything else than a terminal there is no clock
   */
  constructor(
    readonly name: string,
    readonly terminal: Terminal,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    this.#isShown = terminal.isTTY === true && !env.CI && env.TERM !== "dumb";
    if (this.#isShown) this.#timer = setInterval(() => this.#draw(), tickMs);
  }

  /** How long it runs. */
  get elapsed(): string {
    return span(performance.now() - this.#startedAt);
  }

  /** Prints a line above the clock. A line that only says how a wait continues becomes a part of the clock. */
  line(text: string, shown: string = text): void {
    const found = waiting.exec(stripVTControlCharacters(text));
    if (found?.[1] && found[2]) this.progress = { what: found[1], state: found[2] };
    if (found && this.#isShown) this.#draw();
    else {
      this.#clear();
      this.terminal.write(`${shown}\n`);
    }
  }

  #draw(): void {
    const width = (this.terminal.columns ?? 80) - 1;
    const line = [`${this.name} … ${this.elapsed}`, this.progress?.state].filter(Boolean).join(" ");
    this.terminal.write(`${cleared}${pc.dim(line.slice(0, width))}`);
    this.#isDrawn = true;
  }

  #clear(): void {
    if (this.#isDrawn) this.terminal.write(cleared);
    this.#isDrawn = false;
  }

  /** Clears the clock, for good. */
  stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#clear();
  }
}
