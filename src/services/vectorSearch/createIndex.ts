/** Creates indexes, and waits until they are ready. */
import type { DatabricksClient } from "../../client";
import { isAlreadyThere, isBeingDeleted } from "../../errors/kinds";
import { appendHint, DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import { pollUntilDone } from "../../http/poll";
import { labels } from "../../labels";
import { fetchIndex, type VectorIndex, vectorIndexSchema } from "./vectorSearch";

/** An index to create, in Databricks' format. */
export interface NewVectorIndex {
  name: string;
  endpoint_name: string;
  primary_key: string;
  index_type: string;
  delta_sync_index_spec?: object;
  direct_access_index_spec?: object;
}

/** An index that is offline does not become ready. Without a detailed state, only the message contains the state. */
const hasFailed = ({ status }: VectorIndex): boolean =>
  status?.detailed_state !== undefined
    ? status.detailed_state.includes("OFFLINE")
    : /\bOFFLINE_FAILED\b/.test(status?.message ?? "");

const explain = (error: unknown): unknown => {
  if (isAlreadyThere(error)) {
    return appendHint(error, `Choose another name, or delete the index with ${labels.deleteVectorIndex}.`);
  }
  return isBeingDeleted(error)
    ? appendHint(
        error,
        "Databricks releases the name of a deleted index only after a few minutes: try again later.",
      )
    : error;
};

/**
 * Creates an index. https://docs.databricks.com/api/workspace/vectorsearchindexes/createindex
 * @returns the index after the call
 * @throws DatabricksError, also if the name is already used
 */
export const requestIndex = (client: DatabricksClient, index: NewVectorIndex): Promise<VectorIndex> =>
  client
    .post(path`/api/2.0/vector-search/indexes`, index, { schema: vectorIndexSchema, needsBody: true })
    .catch((error: unknown) => {
      throw explain(error);
    });

/**
 * Waits until an index is ready, at most until the client's deadline.
 * @param initial the last known index
 * @throws DatabricksError with Databricks' message about the index if it fails, or at the deadline
 */
export const waitForIndex = (client: DatabricksClient, initial: VectorIndex): Promise<VectorIndex> => {
  const { name } = initial;
  const operation = `Creation of the vector index ${name}`;
  const error = (message: string, _last?: VectorIndex, hint?: string): DatabricksError =>
    new DatabricksError({ operation, message, hint, resourceIds: { indexName: name } });
  const stateOf = ({ status }: VectorIndex): string =>
    status?.detailed_state ?? (status?.ready === true ? "ready" : "not ready");
  const reason = ({ status }: VectorIndex): string => status?.message ?? "";
  return pollUntilDone<DatabricksClient, VectorIndex>(
    client,
    {
      name: operation,
      poll: (until) => fetchIndex(until, name),
      status: (index) => {
        if (index.status?.ready === true) return "succeeded";
        return hasFailed(index) ? "failed" : "running";
      },
      describe: stateOf,
      reason,
      error,
      failure: (last) => error(`the index failed: ${reason(last) || stateOf(last)}`, last),
      resumeHint: `The creation continues: ${labels.getVectorIndex} returns the state.`,
      pollErrorHint: `The index is being created: ${labels.getVectorIndex} returns the state.`,
    },
    initial,
  );
};
