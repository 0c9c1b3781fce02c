/** The rating of Genie's answers. */

import type { DatabricksClient } from "../../client";
import { withSegments } from "../../http/path";
import { readBack } from "../readBack";
import { fetchMessage, type GenieMessageIds, messagePath } from "./genieMessages";

/** The rating of a message; `NONE` if it has none. */
interface RatedMessage extends GenieMessageIds {
  rating: string;
  comment?: string;
}

/** Rates a message and gives the updated rating. */
export const sendFeedback = async (
  client: DatabricksClient,
  ids: GenieMessageIds,
  feedback: { rating: string; comment?: string },
): Promise<RatedMessage> => {
  await client.post(withSegments(messagePath(ids), ["feedback"]), feedback);
  const { feedback: { rating = "NONE", comment } = {} } = await readBack(fetchMessage(client, ids));
  return { ...ids, rating, ...(comment && { comment }) };
};
