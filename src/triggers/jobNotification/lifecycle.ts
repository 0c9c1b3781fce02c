/** What happens when an instance is deployed and when it is removed. */
import type { ActionContext } from "@prismatic-io/spectral";
import { type CommonParameters, type DatabricksClient, stepClient } from "../../client";
import { isSameWorkspace, pageUrl } from "../../http/auth";
import { type Credentials, newCredentials } from "./credentials";
import { setUpDestination } from "./deployment";
import { notificationGrants } from "./notificationGrants";
import { chosenEvents, type NotificationParameters } from "./notificationInputs";
import { removeDestination } from "./removal";
import { ownerOf, type SavedDestination, savedDestination, toCrossFlowState } from "./savedDestination";

/** The inputs of the trigger. */
export type TriggerParameters = NotificationParameters & CommonParameters;

type State = ReturnType<typeof toCrossFlowState>;

const urlOf = ({ webhookUrls, flow }: ActionContext): string => {
  const url = webhookUrls?.[flow.name];
  if (url) return url;
  throw new Error(`The flow "${flow.name}" has no webhook URL that notifications could be sent to.`);
};

/** Databricks can send a user name and a password, and no other header. */
const warnAboutApiKeys = ({ webhookApiKeys, flow, logger }: ActionContext): void => {
  if (!webhookApiKeys?.[flow.name]?.length) return;
  logger.warn(
    `The flow "${flow.name}" requires an API key, which Databricks cannot send: set the endpoint security of the flow to none. The trigger checks the caller itself.`,
  );
};

const warnAll = ({ logger }: ActionContext, warnings: readonly string[]): void => {
  for (const line of warnings) logger.warn(line);
};

/** What was saved, if it is of this workspace; another workspace cannot be reached with this connection. */
const savedInThisWorkspace = (
  context: ActionContext,
  client: DatabricksClient,
  saved: SavedDestination | undefined,
): SavedDestination | undefined => {
  if (!saved) return undefined;
  const { workspaceUrl: baseUrl, workspaceId } = saved;
  if (isSameWorkspace({ baseUrl, workspaceId }, client)) return saved;
  context.logger.warn(
    `Notification destination ${saved.destinationId} of job ${saved.jobId} is in another workspace, ${pageUrl(baseUrl, { baseUrl, workspaceId })}: remove it there by hand.`,
  );
  return undefined;
};

/** What the trigger's clients know besides the connection. */
const own = (secrets: readonly string[]) => ({ secrets, grants: notificationGrants });

/** The user name and password of manual mode. @throws Error if one is missing */
const manualCredentials = ({ userName, password }: NotificationParameters): Credentials => {
  if (userName === undefined) throw new Error("User Name is empty: manual mode needs it.");
  if (password === undefined) throw new Error("Password is empty: manual mode needs it.");
  return { userName, password };
};

/** Describes what a person must enter in Databricks, without the password. */
const deployManually = async (context: ActionContext, params: TriggerParameters): Promise<State> => {
  const { userName } = manualCredentials(params);
  const saved = savedDestination(context);
  if (saved) {
    const client = stepClient(context, params, own([saved.password]));
    const savedHere = savedInThisWorkspace(context, client, saved);
    if (savedHere)
      warnAll(context, await removeDestination(client, { owner: ownerOf(context), ...savedHere }));
  }
  warnAboutApiKeys(context);
  const job = params.jobId === undefined ? "each job that is to start the flow" : `job ${params.jobId}`;
  context.logger.info(
    `Manual mode. In Databricks, under Settings > Notifications, an admin adds a Webhook destination with the URL ${urlOf(context)}, the user name ${userName} and the password that the input Password holds. Then add this destination to the notifications of ${job}.`,
  );
  return toCrossFlowState(context, null);
};

/** Sets up the notifications. Throws an Error that says what is missing, or what Databricks refuses. */
export const deploy = async (context: ActionContext, params: TriggerParameters): Promise<State> => {
  if (params.mode === "manual") return deployManually(context, params);
  const { jobId } = params;
  const events = chosenEvents(params);
  if (jobId === undefined) throw new Error("Job ID is empty: automatic mode needs it.");
  if (events.length === 0) {
    throw new Error(
      "On Success, On Failure, On Start and On Slow Run are all off: nothing would start the flow.",
    );
  }
  const url = urlOf(context);
  const earlier = savedDestination(context);
  const { userName, password } = earlier ?? newCredentials();
  const client = stepClient(context, params, own([password]));
  const saved = savedInThisWorkspace(context, client, earlier);
  warnAboutApiKeys(context);
  const credentials = { userName, password };
  return toCrossFlowState(
    context,
    await setUpDestination({ context, client, jobId, events, url, credentials, saved }),
  );
};

/**
 * Removes everything. If Databricks refuses permanently, the log says what must be done manually, and the removal of
 * the instance continues: a revoked permission should not prevent it.
 */
export const remove = async (context: ActionContext, params: TriggerParameters): Promise<State> => {
  const saved = savedDestination(context);
  if (params.mode === "manual" && !saved) {
    context.logger.info(
      "Manual mode: the notification destination in Databricks stays, and is removed by hand.",
    );
    return toCrossFlowState(context, null);
  }
  const client = stepClient(context, params, own(saved ? [saved.password] : []));
  const savedHere = savedInThisWorkspace(context, client, saved);
  const { destinationId, jobId = params.jobId } = savedHere ?? {};
  warnAll(context, await removeDestination(client, { owner: ownerOf(context), destinationId, jobId }));
  return toCrossFlowState(context, null);
};
