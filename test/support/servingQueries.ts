/** What tests of Query Serving Endpoint share: models that really answer, and what they were asked. */
import { failureOf, runIn } from "./component";
import { addEchoEndpoints } from "./echoEndpoints";
import { type TestWorkspace, useWorkspace } from "./workspace";

/** What Query Serving Endpoint gives. */
interface QueryResult {
  response: Record<string, unknown>;
  text?: string;
  servedModelName?: string;
}

/** Records that the seeded model `flight-delays` takes, and its answer. */
export const flights = [
  { distance: 800, hour: 17 },
  { distance: 250, hour: 8 },
];
export const flightPredictions = [7.7, 3];

/** A conversation that a chat model takes. */
export const messages = [{ role: "user", content: "Hello" }];

/** Gives each test a workspace with the seeded endpoints and those of the echo. */
export const useServingWorkspace = (): TestWorkspace => {
  const workspace = useWorkspace();
  beforeEach(() => addEchoEndpoints(workspace));
  return workspace;
};

/** Runs Query Serving Endpoint. @throws what the step fails with */
export const queryEndpoint = async (
  workspace: TestWorkspace,
  endpointName: string,
  inputs: object,
): Promise<QueryResult> =>
  (await runIn(workspace, "queryServingEndpoint", { endpointName, ...inputs })) as QueryResult;

/** The bodies of the queries that were sent, the oldest first. */
export const sentQueries = async (workspace: TestWorkspace): Promise<unknown[]> =>
  (await workspace.requests()).filter(({ path }) => path.endsWith("/invocations")).map(({ body }) => body);

/** The message that a step fails with. @throws Error where it succeeds */
export const messageOf = async (running: Promise<unknown>): Promise<string> =>
  (await failureOf(running)).message;
