/** The workspace's side of `spark` in a Python process: runs its statements and keeps their results. */

import { type BoundParameter, SqlError, type SqlResult } from "databricks-sql-engine";
import type { CommandResults } from "../services/commands/command";
import type { SqlSource } from "./codeRunner";
import { sparkType } from "./sparkTypes";
import { nativeRows, tableOf } from "./tables";

/** What Python asks: to run a statement, or for rows of a result that it holds. */
export type BridgeRequest = { id: number; released: number[] } & (
  | { op: "sql"; statement: string; parameters: BoundParameter[] }
  | { op: "rows"; result: number; offset: number; count: number }
);

/** What it is told. */
interface BridgeResponse {
  op: "reply";
  id: number;
  value?: unknown;
  error?: { message: string; sqlState?: string };
}

export class SparkBridge {
  readonly #results = new Map<number, SqlResult>();
  #last = 0;
  #running = new AbortController();

  constructor(readonly sql: SqlSource) {}

  /** Answers a question; a statement that fails is an answer too. */
  async answer(question: BridgeRequest): Promise<BridgeResponse> {
    const { id } = question;
    try {
      await this.#release(question.released);
      return { op: "reply", id, value: await this.#value(question) };
    } catch (error) {
      if (error instanceof SqlError) {
        return { op: "reply", id, error: { message: error.message, sqlState: error.sqlState } };
      }
      return { op: "reply", id, error: { message: error instanceof Error ? error.message : String(error) } };
    }
  }

  /** The first `count` rows of a result that Python holds, as a table. */
  table(result: number, count: number): Promise<CommandResults> {
    return tableOf(this.#result(result), count);
  }

  /** Ends the statements that run now. */
  abort(): void {
    this.#running.abort();
    this.#running = new AbortController();
  }

  /** Frees every result. */
  async close(): Promise<void> {
    this.abort();
    await this.#release([...this.#results.keys()]);
  }

  async #value(question: BridgeRequest): Promise<unknown> {
    if (question.op === "rows") {
      return { rows: await nativeRows(this.#result(question.result), question.offset, question.count) };
    }
    const { statement, parameters } = question;
    const result = await this.sql.run(statement, { parameters, signal: this.#running.signal });
    this.#last += 1;
    this.#results.set(this.#last, result);
    const fields = result.columns.map(({ name, type_text }) => ({ name, type: sparkType(type_text) }));
    return { result: this.#last, fields, size: result.rowCount };
  }

  #result(number: number): SqlResult {
    const found = this.#results.get(number);
    if (!found) throw new Error(`The result ${number} has been released`);
    return found;
  }

  async #release(numbers: number[]): Promise<void> {
    const gone = numbers.flatMap((number) => this.#results.get(number) ?? []);
    for (const number of numbers) this.#results.delete(number);
    await Promise.all(gone.map((result) => result.close()));
  }
}
