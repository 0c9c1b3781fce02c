/** Creates indexes, and waits until they are ready. */
import type { DatabricksClient } from "../../client";
import { isAlreadyThere, isBadRequest } from "../../errors/kinds";
import { appendHint, DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import { pollUntilDone } from "../../http/poll";
import { labels } from "../../labels";
import { fetchIndex, type VectorIndex, vectorIndexSchema } from "./vectorSearch";

/** An index that is to be created, in Databricks' form. */
export interface NewVectorIndex {
  name: string;
  endpoint_name: string;
  primary_key: string;
  index_type: string;
  delta_sync_index_spec?: object;
  direct_access_index_spec?: object;
}

/** An index that is offline will not come. Where only the message tells the state, it names that of a failure. */
const hasFailed = ({ status }: VectorIndex): boolean =>
  status?.detailed_state !== undefined
    ? status.detailed_state.includes("OFFLINE")
    : /\bOFFLINE_FAILED\b/.test(status?.message ?? "");

const explain = (error: unknown): unknown => {
  if (isAlreadyThere(error)) {
    return appendHint(error, `Choose another name, or delete the index with ${labels.deleteVectorIndex}.`);
  }
  return isBadRequest(error) && /\bpending deletion\b/i.test(error.detail)
    ? appendHint(
        error,
        "Databricks frees the name of a deleted index only after some minutes: try again then.",
      )
    : error;
};

/**
 * Creates an index. https://docs.databricks.com/api/workspace/vectorsearchindexes/createindex
 * @returns the index after the call
 * @throws DatabricksError, also where the name is taken
 */
export const requestIndex = (client: DatabricksClient, index: NewVectorIndex): Promise<VectorIndex> =>
  client
    .post(path`/api/2.0/vector-search/indexes`, index, { schema: vectorIndexSchema, needsBody: true })
    .catch((error: unknown) => {
      throw explain(error);
    });

/**
 * Waits until an index is ready, as long as the client has time.
 * @param initial the last known index
 * @throws DatabricksError with Databricks' message about the index where it fails, or when time is up
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
      resumeHint: `The creation continues: ${labels.getVectorIndex} tells when the index is ready.`,
      pollErrorHint: `The index is being created: ${labels.getVectorIndex} tells when it is ready.`,
    },
    initial,
  );
};
