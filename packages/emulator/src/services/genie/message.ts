/**
 * One question to Genie from its submission to its end: SUBMITTED, FETCHING_METADATA, ASKING_AI, PENDING_WAREHOUSE,
 * EXECUTING_QUERY, then COMPLETED, FAILED or CANCELLED; QUERY_RESULT_EXPIRED once the rows are gone.
 */
import { setImmediate } from "node:timers/promises";
import { HttpError } from "../../apiError";
import type { GenieAttachment, GenieFeedback, GenieMessage, MessageError } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import type { Statement } from "../statements/statement";
import { type SeedGenieAnswer, wordsOf } from "./answers";

/** Where its query runs. */
interface StatementSource {
  execute(body: unknown, owner: string): Promise<Statement>;
  get(id: string, owner: string): Promise<Statement>;
}

/** What a message needs of its workspace. */
export interface MessageEnvironment {
  clock: WorkspaceClock;
  ids: Ids;
  statements: StatementSource;
}

/** Where a message stands, and who asked. */
interface MessagePlace {
  space_id: string;
  conversation_id: string;
  message_id: string;
  owner: string;
  userId: number;
  warehouseId: string;
}

/** What is there of an answer that was given before. */
interface Earlier {
  attachment_id?: string;
  statement_id?: string;
  created_timestamp: number;
}

/** The most rows that Genie keeps of a query; a download has all. */
export const KEPT_ROWS = 5000;

export class Message {
  #state = "SUBMITTED";
  #changedAt: number;
  #error: MessageError | undefined;
  #words: GenieAttachment[] = [];
  #statementId: string | undefined;
  #feedback: GenieFeedback | undefined;
  readonly #attachmentId: string;
  readonly #createdAt: number;

  constructor(
    readonly place: MessagePlace,
    private readonly answer: SeedGenieAnswer,
    private readonly environment: MessageEnvironment,
    /** How long each of its first states lasts, ms of workspace time. */
    stateMs: number,
    earlier?: Earlier,
  ) {
    const { ids, clock } = environment;
    this.#attachmentId = earlier?.attachment_id ?? ids.hex(32);
    this.#createdAt = earlier?.created_timestamp ?? clock.now();
    this.#changedAt = this.#createdAt;
    this.#statementId = earlier?.statement_id;
    if (earlier) this.#complete();
    else void this.#live(stateMs);
  }

  /** The SQL of its answer, with the id of the attachment that has it; undefined for another attachment. */
  queryOf(attachmentId: string): string | undefined {
    return attachmentId === this.#attachmentId ? this.answer.sql : undefined;
  }

  /** Its state now. */
  async onWire(): Promise<GenieMessage> {
    const { space_id, conversation_id, message_id, userId } = this.place;
    const statement = await this.statement();
    const status = this.#statusWith(statement);
    const attachments = this.#attachments(statement);
    return {
      id: message_id,
      message_id,
      conversation_id,
      space_id,
      content: this.answer.question,
      user_id: userId,
      status,
      created_timestamp: this.#createdAt,
      last_updated_timestamp: this.#changedAt,
      ...(attachments.length > 0 && { attachments }),
      ...(this.#error && { error: this.#error }),
      ...(this.#feedback && { feedback: this.#feedback }),
    };
  }

  /** The statement of its query; undefined where it has none yet, or it is forgotten. */
  async statement(): Promise<Statement | undefined> {
    const { statements } = this.environment;
    if (this.#statementId === undefined) return undefined;
    try {
      return await statements.get(this.#statementId, this.place.owner);
    } catch (error) {
      if (error instanceof HttpError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Runs its query once more, and keeps the result. */
  async runAgain(): Promise<Statement> {
    this.#enter("PENDING_WAREHOUSE");
    const statement = await this.#execute();
    void this.#follow(statement);
    return statement;
  }

  rate(feedback: GenieFeedback): void {
    this.#feedback = feedback.rating === "NONE" ? undefined : feedback;
  }

  async #live(stateMs: number): Promise<void> {
    const { clock } = this.environment;
    // Who asks is answered before anything moves.
    await clock.during(setImmediate());
    for (const state of ["FETCHING_METADATA", "ASKING_AI"]) {
      this.#enter(state);
      await clock.sleep(stateMs);
      if (clock.closed) return;
    }
    const { error, sql } = this.answer;
    if (error) this.#fail(error);
    else if (sql === undefined) this.#complete();
    else {
      this.#enter("PENDING_WAREHOUSE");
      try {
        await this.#follow(await this.#execute());
      } catch (reason) {
        if (!(reason instanceof HttpError)) throw reason;
        this.#fail({ type: "WAREHOUSE_NOT_FOUND_EXCEPTION", error: reason.message });
      }
    }
  }

  async #execute(): Promise<Statement> {
    const { warehouseId, owner } = this.place;
    const body = {
      statement: this.answer.sql,
      warehouse_id: warehouseId,
      wait_timeout: "0s",
      row_limit: KEPT_ROWS,
    };
    const statement = await this.environment.statements.execute(body, owner);
    this.#statementId = statement.id;
    return statement;
  }

  async #follow(statement: Statement): Promise<void> {
    await statement.settled;
    if (statement.id !== this.#statementId) return;
    const { state, status } = statement;
    if (state === "CANCELED") this.#enter("CANCELLED");
    else if (state === "FAILED") {
      this.#fail({ type: "SQL_EXECUTION_EXCEPTION", error: status.error?.message ?? "" });
    } else this.#complete();
  }

  #statusWith(statement: Statement | undefined): string {
    if (this.#state === "PENDING_WAREHOUSE") {
      return statement && statement.state !== "PENDING" ? "EXECUTING_QUERY" : "PENDING_WAREHOUSE";
    }
    const isGone = this.answer.sql !== undefined && (statement?.state ?? "CLOSED") === "CLOSED";
    return this.#state === "COMPLETED" && isGone ? "QUERY_RESULT_EXPIRED" : this.#state;
  }

  #attachments(statement: Statement | undefined): GenieAttachment[] {
    const { title, description, sql } = this.answer;
    if (sql === undefined || this.#statementId === undefined) return this.#words;
    const { total_row_count, truncated } = statement?.result?.manifest ?? {};
    const query = {
      id: this.#attachmentId,
      query: sql,
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      statement_id: this.#statementId,
      last_updated_timestamp: this.#changedAt,
      ...(total_row_count !== undefined && {
        query_result_metadata: { row_count: total_row_count, is_truncated: truncated },
      }),
    };
    return [{ attachment_id: this.#attachmentId, query }, ...this.#words];
  }

  #complete(): void {
    this.#words = wordsOf(this.answer, () => this.environment.ids.hex(32));
    this.#enter("COMPLETED");
  }

  #fail(error: MessageError): void {
    this.#error = error;
    this.#enter("FAILED");
  }

  #enter(state: string): void {
    this.#state = state;
    if (this.#createdAt <= this.environment.clock.now()) this.#changedAt = this.environment.clock.now();
  }
}
