/**
 * Notification destinations: where Databricks sends notifications of jobs to.
 * https://docs.databricks.com/api/workspace/notificationdestinations
 */

import { nonBlankSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";
import { type NumericId, numericIdOf } from "../jobs/jobs";

/** A generic webhook. Its values are written and never read: a response tells only whether they are set. */
interface GenericWebhookConfig {
  url?: string;
  username?: string;
  password?: string;
  url_set?: boolean;
  username_set?: boolean;
  password_set?: boolean;
}

/** What a destination is reached by: exactly one of the kinds. */
interface DestinationConfig {
  generic_webhook?: GenericWebhookConfig;
  slack?: object;
  microsoft_teams?: object;
  pagerduty?: object;
  email?: { addresses?: string[] };
}

/** A destination as a list tells of it. */
export interface DestinationSummary {
  id: string;
  display_name?: string;
  /** An open list: WEBHOOK, SLACK, MICROSOFT_TEAMS, PAGERDUTY, EMAIL. */
  destination_type?: string;
}

/** One destination. */
export interface NotificationDestination extends DestinationSummary {
  config?: DestinationConfig;
}

/** A destination in a response. */
export const destinationSchema = objectSchema<DestinationSummary>({
  id: nonBlankSchema,
  display_name: optionalSchema(textSchema),
});

/** What stands at the end of a display name: the job that it notifies of, and whose destination it is. */
const endOfName = /: job (\d+) \[([0-9a-f]{16})\]$/;

/** No part of a display name is longer, in characters. */
const maxPartLength = 60;

/** What a display name is made from. */
interface DestinationName {
  /** Who it is for, as people call it, such as the integration and the flow. */
  parts: string[];
  jobId: NumericId;
  /** 16 hexadecimal digits that no other owner has. */
  owner: string;
}

/** Half of a character of two halves would be no text any more. */
const shortened = (part: string): string =>
  part
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, maxPartLength)
    .replace(/[\ud800-\udbff]$/, "");

/** A display name that people recognise, and that tells its job and its owner to who reads it later. */
export const destinationName = ({ parts, jobId, owner }: DestinationName): string => {
  const shortParts = parts.map(shortened).filter(Boolean);
  return `${shortParts.join(" / ")}: job ${jobId} [${owner}]`;
};

/** The job and the owner that a display name tells; undefined for a name that `destinationName` did not make. */
export const readDestinationName = (name = ""): Omit<DestinationName, "parts"> | undefined => {
  const [, job, owner] = endOfName.exec(name) ?? [];
  return job === undefined || owner === undefined ? undefined : { jobId: numericIdOf(job), owner };
};
