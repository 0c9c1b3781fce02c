/** What the services know of a running interpreter. It knows nothing of HTTP, clocks or clusters. */
import type { CommandResults, Language } from "../../../src/api/commands";

/** One interpreter with its state: a Python process, or a SQL session. */
export interface CodeContext {
  readonly language: Language;
  /** Runs one piece of code; an exception in it is a result of type `error`, not a rejection. */
  run(code: string): Promise<CommandResults>;
  /** Stops what runs now, keeping the state; what ran then ends as an error that says it was cancelled. */
  interrupt(): void;
  /** Ends the interpreter. */
  close(): Promise<void>;
}
