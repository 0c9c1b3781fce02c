/**
 * The one wrapper around spectral's `pollingTrigger()`: client created, cursor stored, pages read, polls without new
 * items marked.
 */
import {
  type Inputs,
  type PollingTriggerDefinition,
  pollingTrigger,
  type TriggerPayload,
} from "@prismatic-io/spectral";
import { type CommonParameters, type DatabricksClient, stepClient } from "../client";
import type { RequiredGrants } from "../errors/requiredGrant";
import { withFacts } from "../facts";
import { isSameWorkspace } from "../http/auth";
import type { InputValues } from "../inputs/defineInput";
import { readStructured } from "../inputs/readStructured";
import { connection, debugRequest } from "../inputs/shared";
import { examplePayload } from "./examplePayload";
import { type PollPage, readPages } from "./pollPages";
import { restoreState, scopeHash, serializeState } from "./storedState";

/** The result of a poll: its items, where the next one starts, and whether there may be more now. */
export type PollResult<State, Item> = PollPage<State, Item>;

/** The definition of a polling trigger. */
interface DatabricksPolling<TInputs extends Inputs, State extends Record<string, unknown>, Item> {
  label: string;
  description: string;
  /** What to do besides filling in the inputs, where there is something. */
  directions?: string;
  /** Whether the designer shows the trigger first. Only a few are. */
  important?: boolean;
  /** What the connection's identity needs. */
  grants: RequiredGrants;
  /** The trigger's own inputs, in order; `connection` and `debugRequest` are put around them. */
  inputs: TInputs;
  /**
   * What the state belongs to: if any of it changes, polling starts again. Different spellings of the same give the
   * same.
   */
  scopeOf: (params: InputValues<TInputs>) => readonly unknown[];
  /** The same as in the first releases, whose states remain valid. */
  formerScopeOf?: (params: InputValues<TInputs>) => readonly unknown[];
  /** Reads a stored state; undefined if it is not one of this trigger. */
  readState: (stored: Record<string, unknown>, params: InputValues<TInputs>) => State | undefined;
  /** The maximum number of items of a poll; further ones are returned by the next. */
  maxItems: (params: InputValues<TInputs>) => number;
  /**
   * Makes the function that reads one page. It takes the state of the last page, or undefined at the first poll, and
   * the remaining number of items.
   */
  reader: (
    client: DatabricksClient,
    params: InputValues<TInputs>,
  ) => (state: State | undefined, remaining: number) => Promise<PollResult<State, Item>>;
  /** Examples of items. */
  example: NoInfer<Item>[];
  /** The default number of items of each execution of a batched flow. */
  batchSize: number;
}

/**
 * Makes a polling trigger from its definition. The state is written only after a page has been read whole, and always
 * together with the page's items: a poll that fails changes nothing.
 * @returns what `component()` takes. `payload.body.data` is the list of new items; a flow with batching gets page after
 * page, each with its own state
 */
export const databricksPolling = <const TInputs extends Inputs, State extends Record<string, unknown>, Item>(
  definition: DatabricksPolling<TInputs, State, Item>,
): PollingTriggerDefinition => {
  const { label, description, directions, important, grants, inputs, maxItems, reader } = definition;
  const { example, batchSize, scopeOf, formerScopeOf = scopeOf, readState } = definition;
  const made = pollingTrigger({
    display: { label, description, ...(directions && { directions }), ...(important && { important }) },
    inputs: { connection, ...inputs, debugRequest } as Inputs,
    triggerResolverSupport: "valid",
    // One batch after the other: the order of the items matters.
    batchConfig: { batchSize, concurrentBatchLimit: 1 },
    triggerResolver: {
      resolveItems: (_context, { payload }) => payload.body.data as unknown[],
      getNextPaginationState: (_context, { payload }) => payload.paginationState ?? null,
    },
    perform: async (context, payload: TriggerPayload, params) => {
      const { connection, debugRequest, ...rest } = params as unknown as CommonParameters;
      const ownParams = readStructured(inputs, rest) as InputValues<TInputs>;
      const client = stepClient(context, { connection, debugRequest }, { grants });
      const scope = scopeHash([client.baseUrl, ...scopeOf(ownParams)]);
      const restoring = {
        scopes: [scope, scopeHash([client.baseUrl, ...formerScopeOf(ownParams)])],
        isWorkspace: (workspaceId: string | undefined) =>
          isSameWorkspace(client, { baseUrl: client.baseUrl, workspaceId }),
        readState: (stored: Record<string, unknown>) => readState(stored, ownParams),
        warn: (reason: string) => context.logger.warn(reason),
      };
      const { paginationState } = payload;
      // Each page is stored with the state that belongs to it, so the store can replace the previous page.
      const restored =
        restoreState(paginationState || undefined, restoring) ??
        restoreState(context.polling.getState(), restoring);
      const state = restored?.state;
      const deliveredBefore = restored?.deliveredCount ?? 0;
      const remaining = Math.max(1, maxItems(ownParams) - deliveredBefore);
      const read = reader(client, ownParams);
      const isBatched = context.batch?.enabled ?? false;
      const page = isBatched ? await read(state, remaining) : await readPages(state, read, remaining);
      const next = { scope, workspaceId: client.workspaceId ?? restored?.workspaceId, state: page.state };
      const deliveredSoFar = deliveredBefore + page.items.length;
      if (page.hasMore && deliveredSoFar >= maxItems(ownParams)) {
        context.logger.info(
          `${deliveredSoFar} items are the maximum of one poll: further items follow with the next poll`,
        );
      }
      context.polling.setState(serializeState({ ...next, deliveredCount: 0 }));
      const hasMore = isBatched && page.hasMore && deliveredSoFar < maxItems(ownParams);
      return {
        payload: {
          ...payload,
          body: { data: page.items, contentType: "application/json" },
          ...(isBatched && {
            paginationState: hasMore
              ? serializeState({ ...next, deliveredCount: deliveredSoFar })
              : undefined,
          }),
        },
        ...(paginationState ? {} : { polledNoChanges: page.items.length === 0 && !hasMore }),
      };
    },
    examplePayload: { payload: examplePayload(example) } as never,
  }) as unknown as PollingTriggerDefinition;
  return withFacts(made, { grants });
};
