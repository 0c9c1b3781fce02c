/** A flow with a polling trigger, as the platform runs it: its state is stored between polls, and lost with a poll that fails. */
import { packedAndBack as stored } from "../../cli/messagePack";
import { type Performed, performPoll } from "../../cli/polling";
import { component, type LogLine, recordingLogger, tokenConnection } from "./component";
import type { TestWorkspace } from "./workspace";

/** What a poll gave. */
interface PollResult<Item> {
  items: Item[];
  /** How often the trigger ran: more than once where a flow that batches read on. */
  pages: number;
  noChanges: boolean;
}

/** One flow, with what the platform keeps for it. */
export class PolledFlow<Item> {
  /** What the state store holds. */
  instanceState: Record<string, unknown> = {};
  /** Fields of the connection beside its host and token. */
  connectionFields: Record<string, unknown> = {};
  /** Everything that the flow has been started with. */
  readonly received: Item[] = [];
  readonly lines: LogLine[] = [];

  /**
   * @param batching how the flow batches, if it does: whether it starts with the items of each page at once, or with
   * those of all when the last page is there
   */
  constructor(
    readonly workspace: TestWorkspace,
    readonly key: string,
    public parameters: Record<string, unknown>,
    readonly batching?: "pageByPage" | "allAtOnce",
  ) {}

  /** The size of what is kept between polls, in characters of JSON. */
  get stateSize(): number {
    return JSON.stringify(this.instanceState).length;
  }

  /** What the log has warned of. */
  get warnings(): string[] {
    return this.lines.filter(({ level }) => level === "warn").map(({ text }) => text);
  }

  /** What the trigger itself has stored. */
  get pollingState(): Record<string, unknown> {
    const { polling = {} } = (this.instanceState.__prismaticInternal ?? {}) as { polling?: object };
    return polling as Record<string, unknown>;
  }

  set pollingState(polling: unknown) {
    this.instanceState = { __prismaticInternal: { polling } };
  }

  /**
   * Polls once. What a poll that fails had not handed over is as if it had not been read.
   * @param firstPage where a flow that batches reads on, in place of the beginning
   */
  async poll(firstPage?: unknown): Promise<PollResult<Item>> {
    const items: Item[] = [];
    let state = this.instanceState;
    let pages = 0;
    let paginationState = firstPage;
    let noChanges = false;
    do {
      const instanceState = stored(state) as Record<string, unknown>;
      const performed = await this.#perform(instanceState, paginationState);
      if (pages === 0) noChanges = performed.resultType === "polled_no_changes";
      pages += 1;
      state = stored(instanceState) as Record<string, unknown>;
      const page = stored(performed.payload.body.data) as Item[];
      for (const item of page) items.push(item);
      if (this.batching === "pageByPage") this.#handOver(page, state);
      paginationState = this.batching && this.#nextPage(performed);
    } while (paginationState);
    if (this.batching !== "pageByPage") this.#handOver(items, state);
    return { items, pages, noChanges };
  }

  #perform(instanceState: Record<string, unknown>, paginationState: unknown): Promise<Performed<Item>> {
    const { key, parameters: inputs, batching } = this;
    const logger = recordingLogger(this.lines);
    const connection = tokenConnection(this.workspace, this.connectionFields);
    return performPoll<Item>(
      { component, key, connection, inputs, logger },
      { instanceState, paginationState, ...(batching && { batch: { enabled: true, batchSize: 10 } }) },
    );
  }

  #nextPage(performed: Performed<Item>): unknown {
    const trigger = component.triggers[this.key];
    const next = trigger?.getNextPaginationState?.({} as never, performed as never);
    return next ? stored(next) : undefined;
  }

  #handOver(items: Item[], state: Record<string, unknown>): void {
    for (const item of items) this.received.push(item);
    this.instanceState = state;
  }
}
