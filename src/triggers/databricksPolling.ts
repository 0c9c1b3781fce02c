/** The one wrapper around spectral's `pollingTrigger()`: client made, cursor kept, pages read, polls without news marked. */
import { createHash } from "node:crypto";
import {
  type ActionInputParameters,
  type Inputs,
  type PollingTriggerDefinition,
  pollingTrigger,
  type TriggerPayload,
} from "@prismatic-io/spectral";
import { type CommonParameters, type DatabricksClient, stepClient } from "../client";
import { isSameWorkspace } from "../http/auth";
import { type Piece, readPieces } from "../http/pieces";
import { connection, debugRequest } from "../inputs/shared";
import { examplePayload } from "./examplePayload";

/** What a poll gives: its items, where the next one begins, and whether there may be more at once. */
export type Polled<State, Item> = Piece<State, Item>;

/** What a polling trigger says of itself. */
export interface DatabricksPolling<TInputs extends Inputs, State extends Record<string, unknown>, Item> {
  label: string;
  description: string;
  /** The trigger's own inputs, in order; `connection` and `debugRequest` are put around them. */
  inputs: TInputs;
  /** What the cursor belongs to: where any of it changes, polling begins anew. */
  cursorOf: (params: ActionInputParameters<TInputs>) => readonly unknown[];
  /** How many items a poll gives at most; what is beyond them comes with the next. */
  most: (params: ActionInputParameters<TInputs>) => number;
  /**
   * Makes the function that reads one page.
   * It takes what the last page left, or undefined at the first poll, and how many items are still wanted.
   */
  reader: (
    client: DatabricksClient,
    params: ActionInputParameters<TInputs>,
  ) => (state: State | undefined, room: number) => Promise<Polled<State, Item>>;
  /** Examples of items. */
  example: NoInfer<Item>[];
  /** How many items each execution of a batched flow gets, where the builder says nothing else. */
  batchSize: number;
}

/** What is kept between polls: the trigger's own state, and what it belongs to. */
interface Kept {
  of?: string;
  /** The ID of the workspace, where the connection gave it. */
  workspaceId?: string;
  state?: Record<string, unknown>;
  /** How many items the pages of this poll have given so far, where a batched flow reads on. */
  taken?: number;
}

const printOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 16);

/** As a state store keeps it: plain data, without anything undefined. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const asKept = (value: unknown): Kept => (typeof value === "object" && value !== null ? value : {});

/**
 * Makes a polling trigger out of what it says of itself. The state is written only after a page has been read whole,
 * and always together with the page's items: a poll that fails leaves everything as it was.
 * @returns what `component()` takes. `payload.body.data` is the list of new items; a flow that batches gets page
 * after page, each with the state that belongs to it
 */
export const databricksPolling = <const TInputs extends Inputs, State extends Record<string, unknown>, Item>(
  definition: DatabricksPolling<TInputs, State, Item>,
): PollingTriggerDefinition => {
  const { label, description, inputs, cursorOf, most, reader, example, batchSize } = definition;
  return pollingTrigger({
    display: { label, description },
    inputs: { connection, ...inputs, debugRequest } as Inputs,
    triggerResolverSupport: "valid",
    // One batch after the other: the order of the items is part of what they say.
    batchConfig: { batchSize, concurrentBatchLimit: 1 },
    triggerResolver: {
      resolveItems: (_context, { payload }) => payload.body.data as unknown[],
      getNextPaginationState: (_context, { payload }) => payload.paginationState ?? null,
    },
    perform: async (context, payload: TriggerPayload, params) => {
      const { connection, debugRequest, ...rest } = params as unknown as CommonParameters;
      const own = rest as unknown as ActionInputParameters<TInputs>;
      const client = stepClient(context, { connection, debugRequest });
      const of = printOf([client.baseUrl, ...cursorOf(own)]);
      const continued = payload.paginationState ? asKept(payload.paginationState) : undefined;
      const kept = continued ?? asKept(context.polling.getState());
      const { baseUrl, workspaceId = kept.workspaceId } = client;
      const fits = kept.of === of && isSameWorkspace({ baseUrl, workspaceId }, { ...kept, baseUrl });
      if (kept.of !== undefined && !fits) {
        context.logger.warn(
          "What is polled has changed since the last poll, so its cursor does not fit any more: polling begins anew",
        );
      }
      const state = fits ? (kept.state as State) : undefined;
      const taken = continued?.taken ?? 0;
      const wanted = Math.max(1, most(own) - taken);
      const read = reader(client, own);
      const isBatched = context.batch?.enabled ?? false;
      const page = isBatched
        ? await read(state, wanted)
        : await readPieces<State | undefined, Item>(state, read as never, wanted);
      const next = plain({ of, workspaceId, state: page.state });
      const soFar = taken + page.items.length;
      if (page.more && soFar >= most(own)) {
        context.logger.info(
          `${soFar} items are the most of one poll: what is beyond them comes with the next`,
        );
      }
      context.polling.setState(next);
      const goesOn = isBatched && page.more && soFar < most(own);
      return {
        payload: {
          ...payload,
          body: { data: page.items, contentType: "application/json" },
          ...(isBatched && { paginationState: goesOn ? { ...next, taken: soFar } : undefined }),
        },
        ...(continued ? {} : { polledNoChanges: page.items.length === 0 && !goesOn }),
      };
    },
    examplePayload: { payload: examplePayload(example) } as never,
  }) as unknown as PollingTriggerDefinition;
};
