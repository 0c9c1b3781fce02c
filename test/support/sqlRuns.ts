/** A workspace of its own and virtual time for every test that runs statements. */
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { type LogLine, runIn } from "./component";
import { startVirtualTime, type VirtualTime } from "./virtualTime";
import { freshWorkspace, type LoggedRequest, type TestWorkspace } from "./workspace";

type Parameters = Record<string, unknown>;

/** What a test of statements works with, as it is in the test that runs. */
interface SqlRuns<Result> {
  readonly workspace: TestWorkspace;
  readonly time: VirtualTime;
  /** What the log was told. */
  readonly lines: LogLine[];
  /** Runs an action. */
  run: (key: string, parameters: Parameters) => Promise<unknown>;
  /** Runs a statement on the example warehouse. */
  runSql: (sqlStatement: string, more?: Parameters) => Promise<Result>;
  /** The requests so far, in words. */
  sent: () => Promise<string[]>;
  /** The bodies of everything that was posted to the API: a cancellation would be among them. */
  submissions: () => Promise<Parameters[]>;
}

/** Where statements are submitted. */
export const statements = "/api/2.0/sql/statements";

/** The time between each line of a log and the next, in milliseconds. */
export const gapsOf = (lines: readonly LogLine[]): number[] =>
  lines.slice(1).map(({ at }, index) => at - (lines[index]?.at ?? at));

const inWords = ({ method, path }: LoggedRequest): string => `${method} ${path}`;

/**
 * Gives every test of a file a workspace, virtual time and an empty log.
 * @typeParam Result what a statement gives
 * @param settings how every statement runs, and how its result is cut
 */
export const useSqlRuns = <Result>(settings: Parameters = {}): SqlRuns<Result> => {
  let workspace: TestWorkspace;
  let time: VirtualTime;
  let lines: LogLine[];
  beforeEach(async () => {
    workspace = await freshWorkspace();
    await workspace.statements(settings);
    lines = [];
    time = startVirtualTime();
  });
  afterEach(async () => {
    time.stop();
    await workspace.close();
  });
  const run = (key: string, parameters: Parameters): Promise<unknown> =>
    runIn(workspace, key, parameters, { lines });
  return {
    get workspace() {
      return workspace;
    },
    get time() {
      return time;
    },
    get lines() {
      return lines;
    },
    run,
    runSql: (sqlStatement, more) =>
      run("runSql", { warehouseId: warehouseExample.id, sqlStatement, ...more }) as Promise<Result>,
    sent: async () => (await workspace.requests()).map(inWords),
    submissions: async () =>
      (await workspace.requests())
        .filter(({ target, method }) => target === "api" && method === "POST")
        .map(({ body }) => body as Parameters),
  };
};
