/** The one wrapper around spectral's `dataSource()` for picklists. */
import { type Connection, dataSource } from "@prismatic-io/spectral";
import { createClient, type DatabricksClient } from "../client";
import { connection } from "../inputs/shared";

/** One choice: what the input gets, and what a person reads. */
export interface Choice {
  key: string;
  label: string;
}

/** What a picklist says of itself. */
export interface Picklist {
  label: string;
  description: string;
  /** Gives every choice, in any order. */
  choices: (client: DatabricksClient) => Promise<Choice[]>;
  example: Choice[];
}

const byLabel = (choices: Choice[]): Choice[] =>
  [...choices].sort((a, b) => a.label.localeCompare(b.label, "en"));

/**
 * Makes a picklist out of what it says of itself: sorted by label; no item gives an empty list, not an error.
 */
export const picklist = ({ label, description, choices, example }: Picklist) =>
  dataSource({
    display: { label, description },
    dataSourceType: "picklist",
    inputs: { connection },
    perform: async (context, params) => {
      const client = createClient(params.connection as Connection, { logger: context.logger, debug: false });
      return { result: byLabel(await choices(client)) };
    },
    examplePayload: { result: byLabel(example) },
  });
