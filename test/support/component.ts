/** The built component as the platform's runner uses it, through spectral's own harness. */
import type { ActionLogger } from "@prismatic-io/spectral";
import type {
  Component,
  ConnectionValue,
  Input,
  TriggerPayload,
} from "@prismatic-io/spectral/dist/serverTypes";
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { exampleOf } from "../../cli/examples";
import { distFolder } from "../builtComponent";
import { withReachableHosts } from "./otherHost";
import type { TestWorkspace } from "./workspace";

const { default: bundled } = require(distFolder) as { default: Component };

/** The component out of the built bundle. */
export const component: Component = bundled;

const harness = createHarness(component);

/** An action, a data source or a polling trigger: whatever can be run by itself. */
export interface Subject {
  key: string;
  kind: "action" | "dataSource" | "trigger";
  label: string;
  inputs: Input[];
  /** Whether running it changes nothing. */
  readsOnly: boolean;
  /** What its author says it gives. */
  example: unknown;
}

/** Every action, in the order in which the component has them. */
export const actions: Subject[] = Object.values(component.actions).map((action) => ({
  key: action.key,
  kind: "action",
  label: action.display.label,
  inputs: action.inputs,
  readsOnly: action.performSafety === "SAFE",
  example: (action.examplePayload as { data: unknown }).data,
}));

/** Every data source. */
export const dataSources: Subject[] = Object.values(component.dataSources).map((dataSource) => ({
  key: dataSource.key,
  kind: "dataSource",
  label: dataSource.display.label,
  inputs: dataSource.inputs,
  readsOnly: true,
  example: (dataSource.examplePayload as { result: unknown }).result,
}));

/** Every polling trigger. */
export const pollingTriggers: Subject[] = Object.values(component.triggers)
  .filter(({ isPollingTrigger }) => isPollingTrigger)
  .map((trigger) => ({
    key: trigger.key,
    kind: "trigger",
    label: trigger.display.label,
    inputs: trigger.inputs,
    readsOnly: true,
    example: (trigger.examplePayload as { payload: TriggerPayload }).payload.body.data,
  }));

/** Every action, data source and polling trigger. */
export const subjects: Subject[] = [...actions, ...dataSources, ...pollingTriggers];

/** The subject of a key. Throws where there is none. */
export const subjectOf = (key: string): Subject => {
  const found = subjects.find((subject) => subject.key === key);
  if (!found) throw new Error(`The component has no ${key}`);
  return found;
};

/** The inputs that a person or a flow fills in: all but the connection. */
export const ownInputs = ({ inputs }: Subject): Input[] => inputs.filter(({ type }) => type !== "connection");

/**
 * Actions whose optional inputs exclude each other, and which of these their examples take: a request has either Data
 * or a form, and a GET has neither; a query has what fits its shape.
 */
const alternatives: Record<string, string[]> = {
  rawRequest: [],
  askGenie: [],
  startPipelineUpdate: ["refreshTables"],
  queryServingEndpoint: ["prompt", "maxTokens"],
  getExperiment: ["experimentId"],
  listQueryHistory: ["startTimeFrom", "startTimeTo", "statuses", "limit"],
  listUsers: [],
  listGroups: [],
  listServicePrincipals: [],
  runJob: ["jobId", "jobParameters", "idempotencyToken"],
  updateGitFolder: ["branch"],
  updateJob: ["newSettings"],
  createCluster: ["nodeTypeId", "numWorkers", "autoterminationMinutes", "clusterSettings"],
  createVectorIndex: ["sourceTable", "textColumn", "embeddingEndpoint", "columnsToSync"],
  resizeCluster: ["numWorkers"],
  newRows: ["catalog", "schema", "table", "keyColumn", "startFrom", "rowCap"],
  insertRows: ["catalog", "schema", "table", "keyColumns"],
  upsertRows: ["catalog", "schema", "table", "keyColumns", "onlyNewerColumn"],
  deleteRows: ["catalog", "schema", "table"],
  tableChanges: ["catalog", "schema", "table", "startFrom", "startVersion"],
  copyInto: ["catalog", "schema"],
  selectTask: ["jobId"],
  getJobRunOutput: [],
  queryVectorIndex: ["queryVector", "columns", "limit", "filters", "scoreThreshold"],
  scanVectorIndex: ["limit"],
};

/** Inputs that the examples leave out, since another one takes the same in another form. */
const otherForms: Record<string, string[]> = {
  runSql: ["parameterRows"],
  exportToVolume: ["parameterRows"],
  findRows: ["conditionRows"],
  copyInto: ["columnCastRows"],
  createServingEndpoint: ["endpointConfiguration"],
  updateServingEndpoint: ["endpointConfiguration"],
  insertRows: ["columnMappingRows"],
  installLibraries: ["librariesJson"],
  uninstallLibraries: ["librariesJson"],
  upsertRows: ["columnMappingRows"],
  deleteRows: ["columnMappingRows"],
  updatePermissions: ["permissionsJson"],
  createVolume: ["storageLocation"],
};

/** What the examples of its own inputs make of a subject's parameters; inputs without an example keep their default. */
export const exampleParameters = (subject: Subject): Record<string, unknown> =>
  Object.fromEntries(
    ownInputs(subject)
      .filter(
        (input) =>
          exampleOf(input) !== undefined &&
          !otherForms[subject.key]?.includes(input.key) &&
          (input.required || (alternatives[subject.key]?.includes(input.key) ?? true)),
      )
      .map((input) => [input.key, exampleOf(input)]),
  );

/** A connection with a personal access token. */
export const tokenConnection = (
  { url, token }: Pick<TestWorkspace, "url" | "token">,
  fields: Record<string, unknown> = {},
): ConnectionValue => ({
  configVarKey: "Databricks",
  key: "personalAccessToken",
  fields: { host: url, apiKey: token, ...fields },
});

/** A connection as the platform gives it after it has exchanged a service principal's secret for a token. */
export const principalConnection = (
  { url, clientId, clientSecret }: Pick<TestWorkspace, "url" | "clientId" | "clientSecret">,
  token: Record<string, unknown> | undefined,
  fields: Record<string, unknown> = {},
): ConnectionValue => ({
  configVarKey: "Databricks",
  key: "workspaceServicePrincipal",
  fields: { tokenUrl: `${url}/oidc/v1/token`, scopes: "all-apis", clientId, clientSecret, ...fields },
  token,
});

/** One line that a run wrote to the platform's log. */
export interface LogLine {
  level: string;
  text: string;
  /** When, in milliseconds since the epoch; virtual where time is. */
  at: number;
}

/** A logger that keeps its messages. */
export const recordingLogger = (lines: LogLine[]): ActionLogger => {
  const at =
    (level: string) =>
    (...told: unknown[]): void => {
      lines.push({
        level,
        text: told.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(" "),
        at: Date.now(),
      });
    };
  return {
    metric: at("metric"),
    trace: at("trace"),
    debug: at("debug"),
    info: at("info"),
    log: at("log"),
    warn: at("warn"),
    error: at("error"),
  };
};

/** The log lines of each test of a file, or of a `describe`. */
export const useLogLines = (): LogLine[] => {
  const lines: LogLine[] = [];
  beforeEach(() => {
    lines.length = 0;
  });
  return lines;
};

/** How a subject is run. */
export interface RunOptions {
  connection: ConnectionValue;
  parameters?: Record<string, unknown>;
  /** Where the log lines go. */
  lines?: LogLine[];
  /** The platform's own debug flag. */
  globalDebug?: boolean;
  /** What else the platform tells a step, such as its execution. */
  context?: object;
}

/** Polls for the first time. @returns the items that a flow would start with */
const poll = async (key: string, given: Record<string, unknown>, context: object): Promise<unknown> => {
  const result = await harness.trigger(key, {}, given, { ...context, instanceState: {} });
  return result?.payload.body.data;
};

/**
 * Runs an action or a data source as the runner would, defaults and cleaning included.
 * @returns the action's data, the data source's result, or the items of a trigger's first poll
 */
export const run = async (subject: Subject, options: RunOptions): Promise<unknown> => {
  const { connection, parameters = {}, lines = [], globalDebug } = options;
  const context = {
    ...options.context,
    logger: recordingLogger(lines),
    ...(globalDebug && { globalDebug, runnerAllocatedMemoryMb: 1024 }),
  };
  const given = { connection, ...withReachableHosts(parameters) };
  if (subject.kind === "action") {
    const returned = (await harness.action(subject.key, given, context)) as { data: unknown };
    return returned.data;
  }
  if (subject.kind === "trigger") return poll(subject.key, given, context);
  return (await harness.dataSource(subject.key, given, context)).result;
};

/** Takes the bundle's frames out of an error's stack: a test report would print the whole minified file for each. */
const shortened = (error: unknown): unknown => {
  if (error instanceof Error && error.stack) {
    const lines = error.stack.split("\n").filter((line) => !line.includes(distFolder));
    error.stack = lines.join("\n");
  }
  return error;
};

/** Runs what a key names in a workspace, signed in with its token. */
export const runIn = async (
  workspace: TestWorkspace,
  key: string,
  parameters: Record<string, unknown> = {},
  options: Partial<RunOptions> = {},
): Promise<unknown> => {
  try {
    return await run(subjectOf(key), { connection: tokenConnection(workspace), parameters, ...options });
  } catch (error) {
    throw shortened(error);
  }
};

/** Makes the function that runs what a key names in a workspace, with what all runs have in common, as `runIn` does. */
export const runnerIn =
  (workspace: TestWorkspace, { parameters: common, ...options }: Partial<RunOptions> = {}) =>
  <T = unknown>(key: string, parameters: object = {}): Promise<T> =>
    runIn(workspace, key, { ...common, ...parameters }, options) as Promise<T>;

/** The user, or the service principal, that a connection signs in as. */
export const whoAmI = (connection: ConnectionValue): Promise<unknown> =>
  run(subjectOf("getCurrentUser"), { connection });

/** What a run threw. Throws where it did not fail. */
export const failureOf = async (running: Promise<unknown>): Promise<Error> => {
  const outcome = await running.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  if ("error" in outcome && outcome.error instanceof Error) return outcome.error;
  throw new Error(`No Error was thrown, but: ${JSON.stringify(outcome)}`);
};
