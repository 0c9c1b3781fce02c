/** One execution context: its interpreters, and its commands, which run one after another. */

import type { StatementRunner } from "databricks-sql-engine";
import { type CodeContext, errorResult, InterpreterLost } from "../../code/codeRunner";
import { PythonContext } from "../../code/pythonContext";
import { SqlContext } from "../../code/sqlContext";
import type { WorkspaceClock } from "../../control/clock";
import type { CommandResults, CommandStatus, EndedCommandStatus, Language } from "./command";
import { CommandSqlSession } from "./sqlSession";

/** One command. It has results once it has ended or is being cancelled. */
interface Command {
  id: string;
  language: Language;
  code: string;
  status: "Queued" | "Running" | "Cancelling" | "Finished" | "Cancelled" | "Error";
  results?: CommandResults;
}

/** What a cancelled command answers. */
const cancelled = errorResult(
  "Command was cancelled",
  "com.databricks.backend.common.rpc.CommandCancelledException",
);

/** What a command answers when its interpreter goes away. */
const lostResult = (reason: string): CommandResults =>
  errorResult("Fatal error: The Python kernel is unresponsive.", reason);

export class ExecutionContext {
  status: "Pending" | "Running" | "Error" = "Running";
  /** When a command last ended, or the context was made; ms of workspace time. */
  usedAt: number;
  readonly #commands = new Map<string, Command>();
  readonly #queue: Command[] = [];
  readonly #interpreters = new Map<Language, CodeContext>();
  readonly #session: CommandSqlSession;
  #working = false;

  constructor(
    private readonly clock: WorkspaceClock,
    /** Starts the SQL engine, or gives the one that has been started. */
    sql: () => Promise<StatementRunner>,
    /** Who the SQL runs as. */
    userName: string,
    readonly id: string,
    readonly clusterId: string,
  ) {
    this.usedAt = clock.now();
    this.#session = new CommandSqlSession(sql, userName);
  }

  /** Whether a command runs or waits. */
  get busy(): boolean {
    return this.#working;
  }

  /** Brings the interpreter of a language up: the context is Pending until it is there. */
  start(language: Language): void {
    const interpreter = this.#interpreter(language);
    if (!interpreter) return;
    this.status = "Pending";
    const started = interpreter.start().then(
      () => this.#setStatus("Running"),
      () => this.#setStatus("Error"),
    );
    void this.clock.during(started);
  }

  /** Takes a command that ran before this workspace was made. */
  restore({ id, status, results }: EndedCommandStatus): void {
    this.#commands.set(id, { id, language: "python", code: "", status, results });
  }

  /** Puts a command at the end of the queue. */
  execute(id: string, language: Language, code: string): void {
    const command: Command = { id, language, code, status: "Queued" };
    this.#commands.set(id, command);
    this.#queue.push(command);
    if (!this.#working) void this.clock.during(this.#work());
  }

  /** The command as it is; undefined where the id is unknown. */
  command(id: string): CommandStatus | undefined {
    const found = this.#commands.get(id);
    return found && { id, status: found.status, ...(found.results && { results: found.results }) };
  }

  /** Cancels a command; nothing happens to one that has ended or is being cancelled. */
  cancel(id: string): void {
    const command = this.#commands.get(id);
    if (command?.status === "Queued") {
      Object.assign(command, { status: "Cancelled", results: cancelled });
    } else if (command?.status === "Running") {
      // The official JavaScript client reads `results.cause` of every answer while it waits for Cancelled.
      Object.assign(command, { status: "Cancelling", results: cancelled });
      this.#interpreters.get(command.language)?.interrupt();
    }
  }

  /** Ends the interpreters and with them what runs. */
  async close(): Promise<void> {
    this.#queue.length = 0;
    await Promise.all([...this.#interpreters.values()].map((interpreter) => interpreter.close()));
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let command = this.#queue.shift(); command; command = this.#queue.shift()) {
      if (command.status === "Queued") await this.#run(command);
    }
    this.#working = false;
  }

  async #run(command: Command): Promise<void> {
    const interpreter = this.#interpreter(command.language);
    command.status = "Running";
    try {
      const results = interpreter ? await interpreter.run(command.code) : noEngine(command.language);
      this.#finish(command, "Finished", results);
    } catch (error) {
      if (error instanceof InterpreterLost) this.#setStatus("Error");
      const reason = error instanceof Error ? error.message : String(error);
      const results = error instanceof InterpreterLost ? lostResult(reason) : errorResult(reason);
      this.#finish(command, "Error", results);
    }
  }

  #finish(command: Command, status: "Finished" | "Error", results: CommandResults): void {
    this.usedAt = this.clock.now();
    // However the code took the interrupt, a command that was being cancelled ends as cancelled.
    if (command.status === "Cancelling") command.status = "Cancelled";
    else Object.assign(command, { status, results });
  }

  /** A context that is in error stays so. */
  #setStatus(status: "Running" | "Error"): void {
    if (this.status !== "Error") this.status = status;
  }

  #interpreter(language: Language): CodeContext | undefined {
    const known = this.#interpreters.get(language);
    if (known) return known;
    const made = this.#make(language);
    if (!made) return undefined;
    this.#interpreters.set(language, made);
    void made.lost.then(() => this.#setStatus("Error"));
    return made;
  }

  /** A context has an interpreter for each language, whatever language it was made for. */
  #make(language: Language): CodeContext | undefined {
    if (language === "python") return new PythonContext(this.#session);
    if (language === "sql") return new SqlContext(this.#session);
    return undefined;
  }
}

const noEngine = (language: Language): CommandResults =>
  errorResult(
    `The local workspace has no ${language} engine: it runs commands in python and sql.`,
    `UnsupportedOperationException: no ${language} engine`,
  );
