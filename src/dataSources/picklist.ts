/** The one wrapper around spectral's `dataSource()` for picklists. */
import { type Connection, dataSource, type Inputs } from "@prismatic-io/spectral";
import type { DatabricksClient } from "../client";
import { appendHint, DatabricksError } from "../http/errors";
import type { InputValues } from "../inputs/defineInput";
import { connection } from "../inputs/shared";
import { type PicklistChoice, toPicklist } from "./choices";
import { interactiveClient } from "./interactiveClient";

/** The definition of a picklist. */
interface Picklist<TInputs extends Inputs> {
  label: string;
  description: string;
  /** What the choices depend on, in order, besides the connection. An input of an action that uses it inline fills
   * the one of the same key. */
  inputs?: TInputs;
  /** Gives every choice, in any order. */
  choices: (client: DatabricksClient, params: InputValues<TInputs>) => Promise<PicklistChoice[]>;
  example: PicklistChoice[];
}

/** Plain texts in plain order, as `toPicklist` gives them: its collation takes longer to load than the whole component. */
const byLabel = (example: readonly PicklistChoice[]): PicklistChoice[] =>
  [...example].sort((one, other) => (one.label < other.label ? -1 : 1));

const withNarrowingHint = (error: unknown): never => {
  const isLate = error instanceof DatabricksError && error.deadlineExceeded;
  throw isLate ? appendHint(error, "Narrow down the list, or enter the value manually.") : error;
};

/**
 * Makes a picklist from its definition: each key once, each label once, sorted by label; no item gives an empty list,
 * not an error.
 */
export const picklist = <const TInputs extends Inputs>(definition: Picklist<TInputs>) => {
  const { label, description, inputs, choices, example } = definition;
  return dataSource({
    display: { label, description },
    dataSourceType: "picklist",
    inputs: { connection, ...inputs } as Inputs,
    perform: async (context, params) => {
      const { connection: chosen, ...ownParams } = params as unknown as { connection: Connection };
      const client = interactiveClient(chosen, context);
      const found = await choices(client, ownParams as unknown as InputValues<TInputs>).catch(
        withNarrowingHint,
      );
      return { result: toPicklist(found, client.redact) };
    },
    examplePayload: { result: byLabel(example) },
  });
};
