/** Sends what carries cost tags: a workspace that refuses tags gets it once more without them. */

import type { DatabricksClient } from "../client";
import { mayBeCarriedOut } from "../errors/kinds";
import { DatabricksError } from "../http/errors";
import { type Expiry, expiresIn } from "../http/expiry";
import { isRefusal } from "../http/retry";

/** How long a workspace that refused tags gets none, in milliseconds. */
const refusalHoldMs = 3_600_000;

/** The number of refusals that are remembered. */
const maxRefusals = 1000;

/** Until when a workspace gets no tags, by workspace and kind of request. */
const refusedUntil = new Map<string, Expiry>();

const namesTags = /tags?(?![a-z])/i;

/** Databricks' words for a request that has a field too many, in several forms. */
const namesFields =
  /\b(?:unknown|unrecogni[sz]ed|unexpected|unsupported|invalid|extra)\b.{0,40}\b(?:field|property|parameter|key)|\b(?:field|property|parameter|key)\b.{0,80}\b(?:unknown|unrecogni[sz]ed|unexpected|unsupported|not (?:known|recogni[sz]ed|supported|allowed|permitted))|\bpars(?:e|ed|ing)\b|\bmalformed\b|\bdeseriali[sz]/i;

/**
 * Whether an error may be about the tags of a request that was certainly not carried out. The words are no contract: if
 * it was about something else, the same request without tags meets it again.
 */
export const mayRefuseTags = (error: unknown): boolean => {
  if (!(error instanceof DatabricksError) || mayBeCarriedOut(error)) return false;
  const { status, errorCode, detail } = error;
  if (status === undefined || status === 429 || !isRefusal(status)) return false;
  if (namesTags.test(detail)) return true;
  return status === 400 && (namesFields.test(detail) || errorCode === "MALFORMED_REQUEST");
};

const remember = (workspace: string): void => {
  const [oldest] = refusedUntil.keys();
  if (refusedUntil.size >= maxRefusals && oldest !== undefined) refusedUntil.delete(oldest);
  refusedUntil.set(workspace, expiresIn(refusalHoldMs));
};

/** What carries tags: its kind, how it is sent, and how to add tags to it. */
interface TaggedRequest<Body, Sent> {
  /** What it is in the log, such as `statements`. */
  kind: string;
  /** Adds the tags that fit; undefined if none does. */
  withTags: (tags: DatabricksClient["costTags"]) => Body | undefined;
  /** The request without cost tags. */
  untagged: Body;
  send: (body: Body) => Promise<Sent>;
}

/**
 * Sends a request with the connection's cost tags. If the workspace refuses it in words that may be about tags, it is
 * sent once more without them; it then gets none for an hour. What may have been carried out is never sent again.
 * @throws what `send` throws, the second time if there is one
 */
export const sendTagged = async <Body, Sent>(
  { baseUrl, workspaceId, costTags, logger }: DatabricksClient,
  { kind, withTags, untagged, send }: TaggedRequest<Body, Sent>,
): Promise<Sent> => {
  const workspace = JSON.stringify([kind, baseUrl, workspaceId]);
  const isRefused = refusedUntil.get(workspace)?.isOver === false;
  const tagged = isRefused || costTags.length === 0 ? undefined : withTags(costTags);
  if (tagged === undefined) return send(untagged);
  try {
    return await send(tagged);
  } catch (refusal) {
    if (!mayRefuseTags(refusal)) throw refusal;
    const sent = await send(untagged);
    remember(workspace);
    logger.warn(
      `The workspace refuses cost tags, so ${kind} have none for now: ${(refusal as DatabricksError).detail}`,
    );
    return sent;
  }
};
