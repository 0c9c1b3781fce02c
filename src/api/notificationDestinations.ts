/**
 * Notification destinations: where Databricks sends notifications of jobs to.
 * https://docs.databricks.com/api/workspace/notificationdestinations
 */

/** A generic webhook. Its values are written and never read: an answer tells only whether they are set. */
export interface GenericWebhookConfig {
  url?: string;
  username?: string;
  password?: string;
  url_set?: boolean;
  username_set?: boolean;
  password_set?: boolean;
}

/** What a destination is reached by: exactly one of the kinds. */
export interface DestinationConfig {
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

/** One page of destinations. */
export interface DestinationPage {
  results?: DestinationSummary[];
  next_page_token?: string;
}
