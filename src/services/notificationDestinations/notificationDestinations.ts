/**
 * Notification destinations: where Databricks sends notifications of jobs to.
 * https://docs.databricks.com/api/workspace/notificationdestinations
 */

import { nonBlankSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";
import { type NumericId, numericIdOf } from "../jobs/jobs";

/** A generic webhook. Its values can be written but not read: a response shows only whether they are set. */
interface GenericWebhookConfig {
  url?: string;
  username?: string;
  password?: string;
  url_set?: boolean;
  username_set?: boolean;
  password_set?: boolean;
}

/** The settings of a destination: exactly one of the kinds. */
interface DestinationConfig {
  generic_webhook?: GenericWebhookConfig;
  slack?: object;
  microsoft_teams?: object;
  pagerduty?: object;
  email?: { addresses?: string[] };
}

/** A destination in a list. */
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

/** The end of a display name: the job of its notifications, and the owner of the destination. */
const endOfName = /: job (\d+) \[([0-9a-f]{16})\]$/;

/** The maximum length of a part of a display name, in characters. */
const maxPartLength = 60;

/** The parts of a display name. */
interface DestinationName {
  /** Its purpose for people, such as the integration and the flow. */
  parts: string[];
  jobId: NumericId;
  /** 16 hexadecimal digits, unique to the owner. */
  owner: string;
}

/** Half of a surrogate pair would not be valid text. */
const shortened = (part: string): string =>
  part
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, maxPartLength)
    .replace(/[\ud800-\udbff]$/, "");

/** A display name that people recognise, and from which its job and its owner can be read later. */
export const destinationName = ({ parts, jobId, owner }: DestinationName): string => {
  const shortParts = parts.map(shortened).filter(Boolean);
  return `${shortParts.join(" / ")}: job ${jobId} [${owner}]`;
};

/** The job and the owner in a display name; undefined for a name that `destinationName` did not make. */
export const readDestinationName = (name = ""): Omit<DestinationName, "parts"> | undefined => {
  const [, job, owner] = endOfName.exec(name) ?? [];
  return job === undefined || owner === undefined ? undefined : { jobId: numericIdOf(job), owner };
};
