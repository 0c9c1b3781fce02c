/** The shared client factory: a connection and a context become an authorised client for one workspace. */

import type { Readable } from "node:stream";
import { type ActionLogger, type Connection, ConnectionError } from "@prismatic-io/spectral";
import manifest from "../package.json";
import {
  type ClientSend,
  type ClientVerbs,
  clientVerbs,
  type RequestOptions,
  withQuery,
} from "./clientVerbs";
import { resolveAuth, secretsOf, shownConnection } from "./connections";
import { type CostTag, costTagsOf } from "./connections/costTags";
import { readSafetySwitches, type SafetySwitches } from "./connections/safetySwitches";
import { isBadCredential, isRefusedToken } from "./errors/credentials";
import { classifyError } from "./errors/errorClass";
import { withHint } from "./errors/hints";
import type { RequiredGrants } from "./errors/requiredGrant";
import { pageUrl } from "./http/auth";
import { type DataFilter, showAll } from "./http/dataFilter";
import { Deadline, maxStepMs } from "./http/deadline";
import { DatabricksError, type Failure } from "./http/errors";
import { sanitizedLogger } from "./http/log";
import type { ApiPath } from "./http/path";
import { readOnlyFailure } from "./http/readOnly";
import { type Redact, redactor } from "./http/redact";
import type { Response, StreamOptions } from "./http/request";
import { sanitizer } from "./http/sanitize";
import { readStepIdentity, type StepContext, type StepIdentity, unknownStep } from "./http/stepIdentity";
import { createTransport } from "./http/transport";

/**
 * An authorised client for one workspace. Every method throws `DatabricksError` or `ConnectionError`. A response is what
 * its schema says, or an error that names the field.
 */
export interface DatabricksClient extends ClientVerbs {
  /** Scheme, host and port of the workspace. */
  readonly baseUrl: string;
  /** Which of the host's workspaces it is, where the connection says so. */
  readonly workspaceId?: string;
  /**
   * The address of a page of the workspace, for a person, made from an absolute one: it names the workspace if needed.
   */
  pageUrl(address: string): string;
  readonly logger: ActionLogger;
  /** Which step the client works for. */
  readonly step: StepIdentity;
  /** What to tag statements and clusters with, so that their cost can be assigned to customers. */
  readonly costTags: readonly CostTag[];
  /** What the connection forbids. */
  readonly switches: SafetySwitches;
  /** @throws DatabricksError that names the switch, where the connection only reads */
  expectMayWrite(operation: string): void;
  /** Removes the connection's secrets from text. */
  readonly redact: Redact;
  /** Gives the headers of a response, by their names in lower case. Its failure has no text: the status explains it. */
  head(
    path: ApiPath,
    options?: Pick<RequestOptions, "query" | "timeoutMs" | "signal">,
  ): Promise<ResponseHeaders>;
  /** Sends a request unchanged; the token is sent only to the workspace and to Databricks' own domains. */
  send: ClientSend;
  /** The same, and hands the response's body over as it arrives: the caller reads it to its end or destroys it. */
  stream(options: Omit<StreamOptions, "deadline" | "dataFilter">): Promise<Response<Readable>>;
  /** Until when every request of this client, with its retries, ends. */
  readonly deadline: Deadline;
  /** The same client with another deadline. */
  withDeadline(deadline: Deadline): DatabricksClient;
  /** The same client with less time: what an action's Timeout (seconds) allows, or what its own deadline leaves. */
  withTimeout(timeoutSeconds: number): DatabricksClient;
  /** What of a request, its responses and their messages may be shown. */
  readonly dataFilter: DataFilter;
  /** The same client, which keeps the data of rows out of its log and its errors. */
  withDataFilter(filter: DataFilter): DatabricksClient;
  /** The same client, which also hides further secrets in all that it says. */
  withSecrets(secrets: readonly string[]): DatabricksClient;
  /** The same client with its own short deadline, to cancel and clean up when the time is up. */
  forCleanup(): DatabricksClient;
}

/** Header values by names in lower case. */
type ResponseHeaders = Record<string, unknown>;

/** What a client is created from. */
interface ClientContext {
  logger: ActionLogger;
  /** Whether each request and response is logged. */
  debug: boolean;
  /** Which step the client works for, if it works for one. */
  step?: StepIdentity;
  /** Secrets besides the connection's own. */
  secrets?: readonly string[];
  /** Until when every request must have ended, if that is earlier than the step's deadline. */
  deadline?: Deadline;
  /** How long an attempt may take by default, in milliseconds. */
  timeoutMs?: number;
  /** The grants that what runs with it needs, for refusals that name none. */
  grants?: RequiredGrants;
  /** What of requests and responses may be shown, if not all. */
  dataFilter?: DataFilter;
}

/** Reads something of a connection. @throws ConnectionError that says what to change */
const readConnection = <T>(connection: Connection, redact: Redact, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw new ConnectionError(shownConnection(connection, redact), redact((error as Error).message));
  }
};

const cannotConnect = /^(?:ENOTFOUND|EPROTO)$|CERT|_TLS_/;

/** Whether the connection must be changed. */
const isConnectionFailure = (failure: Failure): boolean =>
  failure.refusedSignIn === true ||
  isBadCredential(failure) ||
  (failure.status === undefined && cannotConnect.test(failure.errorCode ?? ""));

/** The time to cancel and clean up when the time of a step is up, and for one attempt of it; in milliseconds. */
const cleanupMs = 20_000;
const cleanupTimeoutMs = 10_000;

/**
 * Creates the client for a connection.
 * @throws ConnectionError that says what to change, when the connection cannot be used
 */
export const createClient = (connection: Connection, context: ClientContext): DatabricksClient => {
  const { logger: platformLogger, debug, step = unknownStep, secrets = [], grants } = context;
  const redact = redactor([...secretsOf(connection), ...secrets]);
  const logger = sanitizedLogger(platformLogger, sanitizer(redact));
  const auth = readConnection(connection, redact, () => resolveAuth(connection));
  const costTags = readConnection(connection, redact, () => costTagsOf(connection.fields.costTags, step));
  const ownSwitches = readConnection(connection, redact, () => readSafetySwitches(connection.fields));
  const transport = createTransport({
    auth,
    redact,
    userAgent: `databricks-component/${manifest.version}`,
    log: debug ? (line) => logger.info(line) : undefined,
    readOnly: ownSwitches.readOnly,
    onRetry: (text) => logger.warn(text),
    classify: classifyError,
    isRefusedToken,
    errorFor: (failure, toWorkspace) => {
      if (!toWorkspace) return new DatabricksError(failure);
      const error = new DatabricksError(
        withHint(failure, { namesWorkspace: auth.workspaceId !== undefined, grants }),
      );
      return isConnectionFailure(failure)
        ? new ConnectionError(shownConnection(connection, redact), error.message)
        : error;
    },
  });
  const clientWith = (
    deadline: Deadline,
    timeoutMs?: number,
    dataFilter = showAll,
    switches = ownSwitches,
  ): DatabricksClient => {
    const common = { deadline, dataFilter };
    const send: ClientSend = (options) => transport.send({ timeoutMs, ...options, ...common });
    return {
      baseUrl: auth.baseUrl,
      workspaceId: auth.workspaceId,
      pageUrl: (address) => pageUrl(address, auth),
      logger,
      redact,
      deadline,
      step,
      costTags,
      switches,
      expectMayWrite: (operation) => {
        if (!switches.readOnly) return;
        throw new DatabricksError(readOnlyFailure(operation, "this action may change something"));
      },
      ...clientVerbs(send, redact, dataFilter),
      head: async (path, { query, ...options } = {}) =>
        (await send({ ...options, method: "HEAD", url: withQuery(path, query) })).headers,
      send,
      stream: (options) => transport.stream({ timeoutMs, ...options, ...common }),
      withSecrets: (more) =>
        createClient(connection, { ...context, secrets: [...secrets, ...more], ...common, timeoutMs }),
      withDeadline: (other) => clientWith(other, timeoutMs, dataFilter, switches),
      withTimeout: (seconds) => clientWith(deadline.within(seconds * 1000), timeoutMs, dataFilter, switches),
      dataFilter,
      withDataFilter: (filter) => clientWith(deadline, timeoutMs, filter, switches),
      // Nothing holds back what cleans up.
      forCleanup: () =>
        clientWith(Deadline.after(cleanupMs), cleanupTimeoutMs, dataFilter, {
          ...switches,
          maxStatements: undefined,
        }),
    };
  };
  return clientWith(context.deadline ?? Deadline.after(maxStepMs), context.timeoutMs, context.dataFilter);
};

/** The inputs that every action and trigger has. */
export interface CommonParameters {
  connection: Connection;
  debugRequest: boolean;
}

/** What the platform passes to a step: where its log goes, and which step of which flow it is. */
type RunContext = StepContext & { logger: ActionLogger; debug?: { enabled: boolean } };

/**
 * Makes the client of an action or a trigger: requests are logged if Debug Request or the platform's own flag is on.
 * Throws as `createClient` does.
 * @param own secrets besides the connection's own, and the grants that the action or the trigger needs
 */
export const stepClient = (
  context: RunContext,
  { connection, debugRequest }: CommonParameters,
  own: Pick<ClientContext, "secrets" | "grants"> = {},
): DatabricksClient =>
  createClient(connection, {
    ...own,
    logger: context.logger,
    debug: debugRequest || (context.debug?.enabled ?? false),
    step: readStepIdentity(context),
  });
