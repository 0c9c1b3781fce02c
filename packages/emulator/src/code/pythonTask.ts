/** One task in Python: a process of its own that runs the cells of a notebook, or a file, and ends. */
import { randomBytes } from "node:crypto";
import type { InterpreterLost, SqlSource } from "./codeRunner";
import { OutputCapture } from "./outputCapture";
import { PythonProcess } from "./pythonProcess";
import { SparkBridge, type BridgeRequest as SparkQuestion } from "./sparkBridge";

/** The most of a task's logs and of a notebook's exit value that is kept, bytes. */
export const OUTPUT_BYTES = 5 * 1024 * 1024;

/** What a task reaches outside its process: tables, and the values that tasks hand on, as JSON text. */
export interface TaskEnvironment extends SqlSource {
  setValue(key: string, value: string): void;
  /** Undefined where the task has set no such value. @throws Error where there is no such task */
  getValue(task: string, key: string): string | undefined;
}

/** A piece of the program. `name` is what a traceback calls it. */
export type TaskStep =
  | { kind: "python"; name: string; code: string }
  | { kind: "sql"; name: string; statements: string[] }
  | { kind: "file"; name: string; code: string; arguments: string[] };

interface TaskProgram {
  /** What `dbutils.widgets` gives. */
  parameters: Record<string, string>;
  steps: TaskStep[];
}

/** What became of the program. */
export interface TaskOutcome {
  /** The end of what it wrote. */
  logs: string;
  logsTruncated: boolean;
  /** Why it failed, in one sentence, and the whole story; absent where it did not. */
  error?: { message: string; trace: string };
  /** What `dbutils.notebook.exit` was called with. */
  exit?: string;
}

interface Done {
  op: "done";
  error?: { kind: string; message: string; cause: string };
  exit?: string;
}

type ValueQuestion = { id: number } & (
  | { op: "setValue"; key: string; value: string }
  | { op: "getValue"; task: string; key: string }
);

type Report = { op: "ready" } | { op: "started" } | Done | SparkQuestion | ValueQuestion;

/** Runs one program once. */
export class PythonTask {
  readonly #spark: SparkBridge;
  readonly #output = new OutputCapture(OUTPUT_BYTES, "last");
  #process: PythonProcess | undefined;
  #becomeReady = () => {};
  #done: (report: Done) => void = () => {};
  #logs = "";

  constructor(
    readonly surroundings: TaskEnvironment,
    readonly program: TaskProgram,
    /** The interpreter to look for on PATH. */
    readonly command = "python3",
  ) {
    this.#spark = new SparkBridge(surroundings);
  }

  /**
   * Runs the program to its end. Where `signal` aborts, the process is killed with all that it has started, and the
   * outcome holds what it had written.
   */
  async run(signal?: AbortSignal): Promise<TaskOutcome> {
    const child = new PythonProcess(this.command, {
      message: (message) => this.#receive(message as Report),
      output: (chunk) => this.#output.push(chunk),
    });
    this.#process = child;
    const kill = () => child.signal("SIGKILL");
    signal?.addEventListener("abort", kill, { once: true });
    if (signal?.aborted) kill();
    try {
      return this.#outcome(await this.#perform(child.ended));
    } finally {
      signal?.removeEventListener("abort", kill);
      kill();
      await child.ended;
      await this.#spark.close();
    }
  }

  /** The steps until one of them ends the program. */
  async #perform(ended: Promise<InterpreterLost>): Promise<Omit<Done, "op">> {
    const ready = new Promise<void>((resolve) => {
      this.#becomeReady = resolve;
    });
    const lost = ended.then(lostError);
    const early = await Promise.race([ready, lost]);
    if (early) return early;
    this.#process?.send({ op: "begin", parameters: this.program.parameters });
    for (const step of this.program.steps) {
      const done = await Promise.race([this.#step(step), lost]);
      if (done.error || done.exit !== undefined) return done;
    }
    return {};
  }

  async #step(step: TaskStep): Promise<Omit<Done, "op">> {
    const marker = `\0${randomBytes(16).toString("hex")}\0`;
    const text = this.#output.until(marker);
    const done = new Promise<Done>((resolve) => {
      this.#done = resolve;
    });
    this.#process?.send({ op: "run", marker, ...step });
    const report = await done;
    this.#logs += await text;
    return report;
  }

  #outcome({ error, exit }: Omit<Done, "op">): TaskOutcome {
    const written = Buffer.from(this.#logs + (error?.kind === LOST ? this.#output.text : ""));
    return {
      logs: written.subarray(Math.max(0, written.length - OUTPUT_BYTES)).toString("utf8"),
      logsTruncated: written.length > OUTPUT_BYTES,
      ...(error && { error: { message: sentence(error), trace: error.cause } }),
      ...(exit !== undefined && { exit }),
    };
  }

  #receive(report: Report): void {
    if (report.op === "ready") this.#becomeReady();
    else if (report.op === "done") this.#done(report);
    else if (report.op === "setValue" || report.op === "getValue") {
      this.#process?.send({ op: "reply", id: report.id, ...this.#value(report) });
    } else if (report.op !== "started") {
      void this.#spark.answer(report).then((answer) => this.#process?.send(answer));
    }
  }

  #value(question: ValueQuestion): object {
    try {
      if (question.op === "getValue") {
        return { value: this.surroundings.getValue(question.task, question.key) ?? null };
      }
      this.surroundings.setValue(question.key, question.value);
      return { value: null };
    } catch (error) {
      return { error: { message: error instanceof Error ? error.message : String(error) } };
    }
  }
}

/** The kind of an error that says that the process itself has gone. */
const LOST = "";

const lostError = (reason: InterpreterLost): Omit<Done, "op"> => ({
  error: { kind: LOST, message: "Fatal error: The Python kernel is unresponsive.", cause: reason.message },
});

const sentence = ({ kind, message }: { kind: string; message: string }): string =>
  kind === LOST || message === "" ? kind || message : `${kind}: ${message}`;
