/** What is remembered of the destination of a flow, from one deployment to the next and for every notification. */

import { createHash } from "node:crypto";
import type { ActionContext } from "@prismatic-io/spectral";
import { isNumericId, type NumericId } from "../../api/jobs";
import type { Credentials } from "./credentials";

export interface SavedDestination extends Credentials {
  destinationId: string;
  jobId: NumericId;
  /** Where the destination sends to. */
  url: string;
  /** The workspace that it was made in. */
  workspaceUrl: string;
}

/**
 * The stable id stays when the integration gets a new version, and the state of all flows is kept, so that a flow finds
 * what it had before.
 */
const keyOf = ({ flow }: ActionContext): string => `jobNotification:${flow.stableId}`;

const texts = ["destinationId", "userName", "password", "url", "workspaceUrl"] as const;

/** What was saved for the flow; undefined where nothing was, or nothing that is whole. */
export const savedDestination = (context: ActionContext): SavedDestination | undefined => {
  const saved = context.crossFlowState?.[keyOf(context)];
  if (typeof saved !== "object" || saved === null) return undefined;
  const fields = saved as Record<string, unknown>;
  const isWhole = texts.every((name) => typeof fields[name] === "string" && fields[name] !== "");
  return isWhole && isNumericId(fields.jobId) ? (saved as SavedDestination) : undefined;
};

/** The state that saves it, or forgets it; the keys of other flows are left to them. */
export const stateOf = (context: ActionContext, saved: SavedDestination | null) => ({
  crossFlowState: { [keyOf(context)]: saved === null ? null : { ...saved } },
});

/** Whose a destination is: 16 digits that follow from the instance and the flow, and stay when names change. */
export const ownerOf = ({ instance, flow }: ActionContext): string =>
  createHash("sha256")
    .update(JSON.stringify([instance.id, flow.stableId]))
    .digest("hex")
    .slice(0, 16);
