/** Polls with a trigger as the platform does: its state between polls is stored as MessagePack. */
import type { ActionLogger, Component, ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { packedAndBack as stored } from "./messagePack";
import { outsideFlow } from "./outsideFlow";

/** A polling trigger and what it is run with. */
interface Polling {
  component: Component;
  key: string;
  connection: ConnectionValue;
  /** Values by input key; what is left out gets its default. */
  inputs: Record<string, unknown>;
  logger: ActionLogger;
}

/** What the platform keeps for a flow between polls. */
export type FlowState = Record<string, unknown>;

/** What a trigger gives, as the platform reads it. */
export interface Performed<Item> {
  payload: { body: { data: Item[] }; paginationState?: Record<string, unknown> | null };
  resultType: string;
}

/** What a flow is started with, and what the next poll needs. */
interface Polled<Item> {
  items: Item[];
  state: FlowState;
  /** Whether the trigger says that nothing is new, so that no flow starts. */
  noChanges: boolean;
}

/** How a trigger runs. */
interface PollContext {
  /** What is kept; the trigger writes into it. */
  instanceState: FlowState;
  /** Where a flow that batches reads on. */
  paginationState?: unknown;
  batch?: { enabled: boolean; batchSize: number };
}

/**
 * Runs a polling trigger once through spectral's harness.
 * @throws what the trigger throws
 */
export const performPoll = <Item>(
  { component, key, connection, inputs, logger }: Polling,
  { instanceState, paginationState, batch }: PollContext,
): Promise<Performed<Item>> =>
  createHarness(component).trigger(
    key,
    paginationState ? ({ paginationState } as never) : {},
    { connection, ...inputs },
    { ...outsideFlow, logger, instanceState, ...(batch && { batch }) } as never,
  ) as unknown as Promise<Performed<Item>>;

/**
 * Polls once.
 * @param state what the poll before has left; empty at first
 * @returns the new items, and what the next poll needs
 * @throws what the trigger throws; the state that was given then stays the one to poll with
 */
export const poll = async <Item>(polling: Polling, state: FlowState): Promise<Polled<Item>> => {
  const instanceState = stored(state) as FlowState;
  const { payload, resultType } = await performPoll<Item>(polling, { instanceState });
  return {
    items: stored(payload.body.data) as Item[],
    state: stored(instanceState) as FlowState,
    noChanges: resultType === "polled_no_changes",
  };
};
