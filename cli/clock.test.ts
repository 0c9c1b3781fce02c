import { Deadline } from "../src/http/deadline";
import { DatabricksError } from "../src/http/errors";
import { type LongRunningOperation, type PollingClient, pollUntilDone } from "../src/http/poll";
import { Clock } from "./clock";
import { interruptionText } from "./interruption";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A terminal that keeps what is written to it. */
const terminalOf = (isTTY: boolean) => {
  const written: string[] = [];
  return { isTTY, columns: 30, written, write: (text: string) => written.push(text) };
};

const clear = "\r\u001b[2K";
const withoutColours = (text: string | undefined): string | undefined => text?.replace(/\u001b\[\d+m/g, "");

/** The line that the component logs while it waits, as it really logs it. */
const waitingLine = async (): Promise<string> => {
  const lines: string[] = [];
  const client: PollingClient = {
    deadline: Deadline.after(60_000),
    logger: { info: (line) => lines.push(line) },
    withDeadline() {
      return this;
    },
    forCleanup() {
      return this;
    },
  };
  let polls = 0;
  const operation: LongRunningOperation<PollingClient, string> = {
    name: "Statement 01f0",
    poll: async () => (++polls > 60 ? "SUCCEEDED" : "RUNNING"),
    status: (state) => (state === "RUNNING" ? "running" : "succeeded"),
    describe: (state) => state,
    error: (message) => new DatabricksError({ operation: "GET", message }),
  };
  const done = pollUntilDone(client, operation);
  await jest.advanceTimersByTimeAsync(59_000);
  await done;
  const [line = ""] = lines;
  return line;
};

describe("The clock", () => {
  test("shows how long an action has been running, on one line that is rewritten, and clears it", () => {
    const terminal = terminalOf(true);
    const clock = new Clock("runSql", terminal, {});
    jest.advanceTimersByTime(2000);
    expect(terminal.written.map(withoutColours)).toEqual([`${clear}runSql … 1 s`, `${clear}runSql … 2 s`]);
    jest.advanceTimersByTime(59_000);
    expect(withoutColours(terminal.written.at(-1))).toBe(`${clear}runSql … 1 min 1 s`);
    clock.stop();
    clock.stop();
    expect(terminal.written.at(-1)).toBe(clear);
    jest.advanceTimersByTime(5000);
    expect(terminal.written.filter((text) => text === clear)).toHaveLength(1);
  });

  test("takes the state out of what the component logs while it waits", async () => {
    const line = await waitingLine();
    expect(line).toMatch(/^Statement 01f0 is RUNNING after 1\d/);
    const terminal = terminalOf(true);
    const clock = new Clock("runSql", terminal, {});
    clock.line(line, `info: ${line}`);
    expect(terminal.written.map(withoutColours)).toEqual([`${clear}runSql … 0 s RUNNING`]);
    expect(clock.progress).toEqual({ what: "Statement 01f0", state: "RUNNING" });
    clock.stop();
  });

  test("prints every other line above itself", () => {
    const terminal = terminalOf(true);
    const clock = new Clock("runSql", terminal, {});
    jest.advanceTimersByTime(1000);
    clock.line("a line");
    expect(terminal.written.slice(1)).toEqual([clear, "a line\n"]);
    clock.stop();
  });

  test("never is wider than the terminal", () => {
    const terminal = terminalOf(true);
    const clock = new Clock("startTerminatedCluster", terminal, {});
    clock.line(`Cluster 1 is ${"PENDING ".repeat(9)} after 10 s`);
    expect(withoutColours(terminal.written[0])?.replace(clear, "")).toHaveLength(29);
    clock.stop();
  });

  test.each([
    ["in a pipe", false, {}],
    ["in CI", true, { CI: "true" }],
    ["on a terminal without cursor", true, { TERM: "dumb" }],
  ])("is not there %s, where each line is printed as it is", (_where, isTTY, env) => {
    const terminal = terminalOf(isTTY);
    const clock = new Clock("runSql", terminal, env);
    jest.advanceTimersByTime(5000);
    clock.line("Statement 01f0 is RUNNING after 12 s");
    clock.stop();
    expect(terminal.written).toEqual(["Statement 01f0 is RUNNING after 12 s\n"]);
    expect(clock.progress?.state).toBe("RUNNING");
  });
});

describe("An interruption", () => {
  const pieceOf = (performSafety: string) =>
    ({ kind: "action", definition: { key: "runSql", performSafety } }) as Parameters<
      typeof interruptionText
    >[0];

  test("says what continues in Databricks", () => {
    const clock = new Clock("runSql", terminalOf(false), {});
    jest.advanceTimersByTime(12_000);
    expect(interruptionText(pieceOf("NOT_ALLOWED"), clock, false)).toMatch(
      /^runSql was interrupted after 12 s\. What it has started in Databricks, .* continues there: nothing was cancelled\./,
    );
    expect(interruptionText(pieceOf("SAFE"), clock, false)).toContain("It only reads");
    clock.line("Run 7 is RUNNING after 12 s");
    expect(interruptionText(pieceOf("NOT_ALLOWED"), clock, false)).toBe(
      "runSql was interrupted after 12 s. Run 7 was RUNNING and continues in Databricks: nothing was cancelled.",
    );
  });

  test("says that a local workspace was closed", () => {
    const clock = new Clock("runSql", terminalOf(false), {});
    expect(interruptionText(pieceOf("SAFE"), clock, true)).toContain("Its local workspace was closed");
  });
});
