/** Handles a notification: authenticates it, parses it, and fetches the run if requested. */
import type { ActionContext, HttpResponse, TriggerPayload } from "@prismatic-io/spectral";
import { type DatabricksClient, stepClient } from "../../client";
import { parseDatabricksJson } from "../../databricksJson";
import { type FailedTask, fetchFailedTasks } from "../../services/jobs/failedTasks";
import { type JobEvent, readJobEvent } from "../../services/jobs/jobEvents";
import { fetchRun, type RunWithOutcome, withOutcome } from "../../services/jobs/runs";
import { type Credentials, isAuthentic, withoutCredentials } from "./credentials";
import type { TriggerParameters } from "./lifecycle";
import { notificationGrants } from "./notificationGrants";
import { savedDestination } from "./savedDestination";

/** The two branches of the trigger. */
export const branches = { notification: "Notification", refuse: "Refused" } as const;

/** What Fetch Run adds to an event. */
interface FetchedRun {
  /** The run of the job; null if it could not be read. */
  fetchedRun: RunWithOutcome | null;
  /** Its failed tasks, or the task of the event if it has failed. */
  failedTasks: FailedTask[];
  /** Why the run could not be read. */
  fetchError?: string;
}

/** The payload of the flow. */
export type Notification = JobEvent & Partial<FetchedRun>;

/** The result of the trigger. */
export interface WebhookResult {
  payload: TriggerPayload;
  response: HttpResponse;
  branch: string;
}

const jsonResponse = (statusCode: number, body: object, headers?: HttpResponse["headers"]): HttpResponse => ({
  statusCode,
  contentType: "application/json",
  ...(headers && { headers }),
  body: JSON.stringify(body),
});

/** Nothing of an unauthorized request is passed on to the flow. */
const refused = (
  { logger }: ActionContext,
  payload: TriggerPayload,
  status: number,
  reason: string,
): WebhookResult => {
  logger.warn(`A request was refused (${status}): ${reason}`);
  const headers =
    status === 401 ? { "WWW-Authenticate": 'Basic realm="Databricks notifications"' } : undefined;
  return {
    payload: {
      ...payload,
      headers: {},
      queryParameters: {},
      rawBody: { data: null },
      body: { data: { refused: reason, status } },
    },
    response: jsonResponse(status, { error: reason }, headers),
    branch: branches.refuse,
  };
};

const textOf = (data: unknown): string | undefined => {
  if (typeof data === "string") return data;
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("utf8")
    : undefined;
};

/** Parses JSON without losing digits of ids; undefined for text that is not JSON. */
const parseBody = (data: unknown): unknown => {
  const text = textOf(data);
  if (text === undefined) return data;
  try {
    return parseDatabricksJson(text);
  } catch {
    return undefined; // Text that is not JSON is not an event, which the response says.
  }
};

/** The event as it was sent; without bytes, the body parsed by the platform is used. */
const readEvent = ({ rawBody, body }: TriggerPayload): JobEvent | undefined =>
  readJobEvent(parseBody(rawBody?.data)) ?? readJobEvent(parseBody(body?.data));

/** The credentials that a notification must carry; undefined if there are none yet. */
const expectedCredentials = (context: ActionContext, params: TriggerParameters): Credentials | undefined => {
  if (params.mode === "automatic") return savedDestination(context);
  const { userName, password } = params;
  return userName === undefined || password === undefined ? undefined : { userName, password };
};

/** The number of failed tasks that include their errors. */
const maxDetailedTasks = 20;

const fetchRunDetails = async (client: DatabricksClient, { run, task }: JobEvent): Promise<FetchedRun> => {
  const { run_id, parent_run_id = run_id } = run;
  const jobRun = await fetchRun(client, parent_run_id);
  const selectedRun = task
    ? { ...jobRun, tasks: jobRun.tasks?.filter((one) => String(one.run_id) === run_id) }
    : jobRun;
  return {
    fetchedRun: withOutcome(jobRun),
    failedTasks: await fetchFailedTasks(client, selectedRun, maxDetailedTasks),
  };
};

/** Databricks may not send a notification twice: if its run cannot be read, the flow starts without it. */
const tryFetchRunDetails = async (
  context: ActionContext,
  params: TriggerParameters,
  event: JobEvent,
): Promise<Partial<FetchedRun>> => {
  if (!params.fetchRun) return {};
  try {
    return await fetchRunDetails(stepClient(context, params, { grants: notificationGrants }), event);
  } catch (error) {
    const fetchError = error instanceof Error ? error.message : String(error);
    context.logger.warn(`The run ${event.run.run_id} could not be read: ${fetchError}`);
    return { fetchedRun: null, failedTasks: [], fetchError };
  }
};

/**
 * Handles a request.
 * @returns the notification on one branch; on the other the refusal: 401 without the right credentials, 400 for
 * anything but an event of a job, 403 for an event of another job
 */
export const handleWebhook = async (
  context: ActionContext,
  payload: TriggerPayload,
  params: TriggerParameters,
): Promise<WebhookResult> => {
  const credentials = expectedCredentials(context, params);
  if (!credentials)
    return refused(context, payload, 401, "The flow has no credentials yet: deploy the instance.");
  if (!isAuthentic(payload.headers ?? {}, credentials)) {
    return refused(context, payload, 401, "The user name or the password is wrong.");
  }
  const event = readEvent(payload);
  if (!event) return refused(context, payload, 400, "The body is not a notification of a job.");
  if (params.jobId !== undefined && event.job.job_id !== String(params.jobId)) {
    return refused(context, payload, 403, `The flow is only for job ${params.jobId}.`);
  }
  const notification: Notification = { ...event, ...(await tryFetchRunDetails(context, params, event)) };
  return {
    payload: {
      ...payload,
      headers: withoutCredentials(payload.headers),
      body: { data: notification, contentType: "application/json" },
    },
    response: jsonResponse(200, { received: true }),
    branch: branches.notification,
  };
};

/**
 * The items of a flow with batching: one notification each time, and none for a refused request.
 * @param result what `handleWebhook` gave
 */
export const notificationsOf = (result: { payload: Pick<TriggerPayload, "body"> }): Notification[] => {
  const { branch } = result as Partial<WebhookResult>;
  return branch === branches.refuse ? [] : [result.payload.body.data as Notification];
};
