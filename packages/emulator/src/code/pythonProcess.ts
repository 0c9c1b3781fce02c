/**
 * One `python3` process that runs the driver script.
 *
 * Security: what it runs, it runs as the user who started the workspace, with all that this user may do. There is
 * no sandbox. The workspace listens on the loopback address only and asks for a token.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { stringify } from "lossless-json";
import { InterpreterLost } from "./codeRunner";

/** How long the output of an ended process is still read, ms: something it started may keep the pipe open. */
const DRAIN_MS = 1_000;

/** The groups of all processes that run now: none outlives this one. */
const groups = new Set<number>();
process.once("exit", () => {
  for (const group of groups) killGroup(group, "SIGKILL");
});

/** Signals the process and all that it has started; nothing happens where they have already ended. */
function killGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** What the owner of a process is told. */
interface ProcessEvents {
  /** One message of the driver. */
  message(message: unknown): void;
  /** What it or a process that it started wrote. */
  output(chunk: Buffer): void;
}

export class PythonProcess {
  /** Resolves with the reason when the process has ended, however it did. */
  readonly ended: Promise<InterpreterLost>;
  readonly #child: ChildProcess;
  readonly #folder: string;
  /** The pieces of a message whose end has not come yet. */
  #unfinished: string[] = [];

  /** @param command the interpreter to look for on PATH */
  constructor(
    readonly command: string,
    readonly events: ProcessEvents,
  ) {
    this.#folder = mkdtempSync(join(tmpdir(), "execution-context-"));
    // Its own process group, so that an interrupt also reaches what the code has started.
    this.#child = spawn(command, ["-u", join(__dirname, "driver.py")], {
      cwd: this.#folder,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
    });
    if (this.#child.pid !== undefined) groups.add(this.#child.pid);
    this.ended = this.#watch();
  }

  /** Sends one message to the driver. */
  send(message: unknown): void {
    (this.#child.stdio[3] as Writable).write(`${stringify(message)}\n`);
  }

  /** Signals the process and all that it has started. */
  signal(signal: NodeJS.Signals): void {
    if (this.#child.pid !== undefined && groups.has(this.#child.pid)) killGroup(this.#child.pid, signal);
  }

  #watch(): Promise<InterpreterLost> {
    const child = this.#child;
    const reports = child.stdio[4] as Readable;
    reports.setEncoding("utf8").on("data", (text: string) => this.#read(text));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => this.events.output(chunk));
    }
    // A broken pipe says no more than the end of the process does, and that is waited for.
    for (const stream of child.stdio) stream?.on("error", () => {});
    return new Promise((resolve) => {
      child.once("error", (error) => {
        this.#cleanUp();
        resolve(new InterpreterLost(`${this.command} could not be started: ${error.message}`));
      });
      child.once("exit", (code, signal) => {
        this.#cleanUp();
        const reason = new InterpreterLost(
          `The Python process exited with ${signal ? `signal ${signal}` : `exit code ${code}`}.`,
        );
        const give = () => {
          clearTimeout(timer);
          for (const stream of child.stdio) stream?.destroy();
          resolve(reason);
        };
        const timer = setTimeout(give, DRAIN_MS);
        child.once("close", give);
      });
    });
  }

  #read(text: string): void {
    const [first = "", ...others] = text.split("\n");
    this.#unfinished.push(first);
    for (const other of others) {
      this.events.message(JSON.parse(this.#unfinished.join("")));
      this.#unfinished = [other];
    }
  }

  /** What the process has started ends with it, and its folder goes. */
  #cleanUp(): void {
    const { pid } = this.#child;
    if (pid !== undefined) {
      killGroup(pid, "SIGKILL");
      groups.delete(pid);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
