/** What is remembered of the destination of a flow, from one deployment to the next and for every notification. */

import { createHash } from "node:crypto";
import type { ActionContext } from "@prismatic-io/spectral";
import { isNumericId, type NumericId } from "../../services/jobs/jobs";
import { isRecord } from "../storedState";
import type { Credentials } from "./credentials";

export interface SavedDestination extends Credentials {
  destinationId: string;
  jobId: NumericId;
  /** Where the destination sends to. */
  url: string;
  /** The workspace that it was made in. */
  workspaceUrl: string;
  /** Which of the host's workspaces that is, where the connection said so. */
  workspaceId?: string;
}

/**
 * The stable id stays when the integration gets a new version, and the state of all flows is kept, so that a flow finds
 * what it had before.
 */
const stateKey = ({ flow }: ActionContext): string => `jobNotification:${flow.stableId}`;

/** The version of the stored form. The first releases stored the same form without one. */
const savedVersion = 1;

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** An id goes into addresses. */
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

/** What was saved for the flow; undefined where nothing was, or nothing that can be read, which the log then says. */
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

/** The state that saves it, or forgets it; the keys of other flows are left to them. */
export const toCrossFlowState = (context: ActionContext, saved: SavedDestination | null) => ({
  crossFlowState: { [stateKey(context)]: saved === null ? null : { version: savedVersion, ...saved } },
});

/** Whose a destination is: 16 digits that follow from the instance and the flow, and stay when names change. */
export const ownerOf = ({ instance, flow }: ActionContext): string =>
  createHash("sha256")
    .update(JSON.stringify([instance.id, flow.stableId]))
    .digest("hex")
    .slice(0, 16);
