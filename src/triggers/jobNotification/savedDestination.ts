/** The stored destination of a flow, from one deployment to the next and for every notification. */

import { createHash } from "node:crypto";
import type { ActionContext } from "@prismatic-io/spectral";
import { isNumericId, type NumericId } from "../../services/jobs/jobs";
import { isRecord } from "../storedState";
import type { Credentials } from "./credentials";

export interface SavedDestination extends Credentials {
  destinationId: string;
  jobId: NumericId;
  /** The URL of the destination. */
  url: string;
  /** The workspace that it was created in. */
  workspaceUrl: string;
  /** Which of the host's workspaces that is, if the connection has an ID. */
  workspaceId?: string;
}

/**
 * The stable id stays when the integration gets a new version, and the state of all flows is kept, so that a flow finds
 * its earlier state.
 */
const stateKey = ({ flow }: ActionContext): string => `jobNotification:${flow.stableId}`;

/** The version of the stored form. The first releases stored the same form without one. */
const savedVersion = 1;

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** An id is used in addresses. */
const isDestinationId = (value: unknown): value is string =>
  typeof value === "string" && /^[A-Za-z0-9_-]{1,200}$/.test(value);

const parseSaved = (stored: unknown): SavedDestination | undefined => {
  if (!isRecord(stored)) return undefined;
  const { version = savedVersion, ...saved } = stored;
  const { destinationId, jobId, url, workspaceUrl, workspaceId, userName, password } = saved;
  const isSaved =
    version === savedVersion &&
    isDestinationId(destinationId) &&
    isNumericId(jobId) &&
    [url, workspaceUrl, userName, password].every(isText) &&
    (workspaceId === undefined || isText(workspaceId));
  const textFields = {
    url,
    workspaceUrl,
    userName,
    password,
    ...(workspaceId !== undefined && { workspaceId }),
  };
  return isSaved ? ({ destinationId, jobId, ...textFields } as SavedDestination) : undefined;
};

/** What was saved for the flow; undefined if there is nothing, or nothing readable, which is then logged. */
export const savedDestination = (context: ActionContext): SavedDestination | undefined => {
  const stored: unknown = context.crossFlowState?.[stateKey(context)];
  if (stored === undefined || stored === null) return undefined;
  const saved = parseSaved(stored);
  if (!saved) {
    context.logger.warn(
      "The saved state of the last deployment cannot be read: it is ignored, and the next deployment sets everything up again",
    );
  }
  return saved;
};

/** The state that saves it, or forgets it; the keys of other flows are unchanged. */
export const toCrossFlowState = (context: ActionContext, saved: SavedDestination | null) => ({
  crossFlowState: { [stateKey(context)]: saved === null ? null : { version: savedVersion, ...saved } },
});

/**
 * The owner of a destination: 16 digits derived from the instance and the flow, which stay the same when names change.
 */
export const ownerOf = ({ instance, flow }: ActionContext): string =>
  createHash("sha256")
    .update(JSON.stringify([instance.id, flow.stableId]))
    .digest("hex")
    .slice(0, 16);
