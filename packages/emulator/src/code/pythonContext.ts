/** Commands in Python: one process that keeps its state between them. */
import { randomBytes } from "node:crypto";
import type { CommandResults } from "../services/commands/command";
import { type CodeContext, errorResult, InterpreterLost, type SqlSource } from "./codeRunner";
import { boundedText, OutputCapture } from "./outputCapture";
import { PythonProcess } from "./pythonProcess";
import { type BridgeRequest, SparkBridge } from "./sparkBridge";

export interface PythonOptions {
  /** The interpreter to look for on PATH. */
  command?: string;
  /** How long interrupted code may take to end before its interpreter is killed, ms of real time. */
  killAfterMs?: number;
}

/** What a command came to, as the driver reports it. */
interface Done {
  op: "done";
  value?: string | null;
  error?: { kind: string; summary: string; cause: string };
  displays: ({ result: number; count: number } | { png: string })[];
}

type Report = { op: "ready" } | { op: "started" } | Done | BridgeRequest;

/** The command that runs now. */
interface Running {
  state: "waiting" | "started" | "done";
  interrupted: boolean;
  done(report: Done): void;
  lost(reason: InterpreterLost): void;
}

export class PythonContext implements CodeContext {
  readonly language = "python";
  readonly lost: Promise<InterpreterLost>;
  readonly #command: string;
  readonly #killAfterMs: number;
  readonly #spark: SparkBridge;
  readonly #output = new OutputCapture();
  #process: PythonProcess | undefined;
  #ready: Promise<void> | undefined;
  #becomeReady = () => {};
  #lose: (reason: InterpreterLost) => void = () => {};
  #reason: InterpreterLost | undefined;
  #running: Running | undefined;
  #timers: NodeJS.Timeout[] = [];
  #count = 0;

  /** @param sql what `spark.sql` runs on */
  constructor(sql: SqlSource, { command = "python3", killAfterMs = 5_000 }: PythonOptions = {}) {
    this.#command = command;
    this.#killAfterMs = killAfterMs;
    this.#spark = new SparkBridge(sql);
    this.lost = new Promise((resolve) => {
      this.#lose = resolve;
    });
  }

  start(): Promise<void> {
    this.#ready ??= this.#spawn();
    return this.#ready;
  }

  async run(code: string): Promise<CommandResults> {
    const marker = `\0${randomBytes(16).toString("hex")}\0`;
    const done = new Promise<Done>((resolve, reject) => {
      this.#running = { state: "waiting", interrupted: false, done: resolve, lost: reject };
    });
    // Whatever happens before it is waited for, it is handled below.
    done.catch(() => {});
    try {
      await this.start();
      if (this.#reason) throw this.#reason;
      const text = this.#output.until(marker);
      this.#count += 1;
      this.#process?.send({ op: "run", code, name: `<command-${this.#count}>`, marker });
      return await this.#results(await done, text);
    } finally {
      this.#running = undefined;
    }
  }

  interrupt(): void {
    const running = this.#running;
    if (!running || running.interrupted) return;
    running.interrupted = true;
    // Before the code runs nothing would catch the signal, so it waits until the driver has said so.
    if (running.state === "started") this.#stop();
  }

  async close(): Promise<void> {
    this.#reason ??= new InterpreterLost("The execution context has been closed.");
    this.#process?.signal("SIGKILL");
    await this.#process?.ended;
    await this.#spark.close();
  }

  async #spawn(): Promise<void> {
    if (this.#reason) throw this.#reason;
    const child = new PythonProcess(this.#command, {
      message: (message) => this.#receive(message as Report),
      output: (chunk) => this.#output.push(chunk),
    });
    this.#process = child;
    const gone = child.ended.then((reason) => this.#end(reason));
    const ready = new Promise<void>((resolve) => {
      this.#becomeReady = resolve;
    });
    await Promise.race([ready, gone]);
    if (this.#reason) throw this.#reason;
  }

  #end(reason: InterpreterLost): void {
    this.#reason ??= reason;
    this.#clearTimers();
    this.#running?.lost(reason);
    this.#lose(reason);
  }

  #receive(report: Report): void {
    if (report.op === "ready") this.#becomeReady();
    else if (report.op === "started") this.#started();
    else if (report.op === "done") this.#done(report);
    else void this.#spark.answer(report).then((answer) => this.#process?.send(answer));
  }

  #started(): void {
    if (!this.#running) return;
    this.#running.state = "started";
    if (this.#running.interrupted) this.#stop();
  }

  #done(report: Done): void {
    this.#clearTimers();
    if (!this.#running) return;
    this.#running.state = "done";
    this.#running.done(report);
  }

  /** Interrupts; once more for code that waits for another process, which takes the first one; then kills. */
  #stop(): void {
    const interrupt = () => {
      this.#process?.signal("SIGINT");
      this.#spark.abort();
    };
    interrupt();
    this.#timers.push(
      setTimeout(interrupt, this.#killAfterMs / 2),
      setTimeout(() => this.#process?.signal("SIGKILL"), this.#killAfterMs),
    );
  }

  #clearTimers(): void {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
  }

  /**
   * What a command answers: its error, otherwise the last table or the images that it displayed, otherwise its
   * output followed by the value of its last expression. One result has room for one of these.
   */
  async #results(done: Done, output: Promise<string>): Promise<CommandResults> {
    const text = await output;
    if (done.error) return errorResult(done.error.summary, done.error.cause);
    const [table] = done.displays.flatMap((shown) => ("png" in shown ? [] : [shown])).slice(-1);
    if (table) return this.#spark.table(table.result, table.count);
    const images = done.displays.flatMap((shown) =>
      "png" in shown ? [`data:image/png;base64,${shown.png}`] : [],
    );
    if (images.length === 1) return { resultType: "image", fileName: images[0] };
    if (images.length > 1) return { resultType: "images", fileNames: images };
    return { resultType: "text", ...boundedText(withValue(text, done.value)) };
  }
}

/** The output without its last line's end, and the value on a line of its own. */
function withValue(output: string, value: string | null | undefined): string {
  if (typeof value !== "string") return output.replace(/\n$/, "");
  return output === "" || output.endsWith("\n") ? output + value : `${output}\n${value}`;
}
