/** Runs a subject against a fault in virtual time, and tells what was sent and what the builder sees. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { type LogLine, type RunOptions, run, type Subject, tokenConnection } from "./component";
import { virtualStart } from "./faultRow";
import { startVirtualTime, type VirtualTime } from "./virtualTime";
import type { Fault, LoggedRequest, TestWorkspace } from "./workspace";

/** What came of a run. */
export interface Aftermath {
  /** The requests in order, as the workspace received them. */
  requests: LoggedRequest[];
  result?: unknown;
  error?: Error;
  /** How long it took, in virtual time. */
  elapsedMs: number;
  lines: LogLine[];
}

/** Lets virtual time pass over requests that a fault leaves unanswered. */
const passHung = async (workspace: TestWorkspace, time: VirtualTime, over: () => boolean): Promise<void> => {
  const underWay = new Set<ClientRequest>();
  const onRequest = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    underWay.add(request);
    request.once("close", () => underWay.delete(request));
  };
  subscribe("http.client.request.start", onRequest);
  let passed = 0;
  while (!over()) {
    const hung = await workspace.firedHangs();
    if (hung > passed) {
      passed = hung;
      for (const { socket } of underWay) time.neverAnswered(socket?.localPort);
    }
  }
  unsubscribe("http.client.request.start", onRequest);
};

/**
 * Runs a subject while faults are set.
 * @param parameters what the subject is given beside its connection
 * @param options what differs from a plain run with the workspace's token
 */
export const runWithFaults = async (
  workspace: TestWorkspace,
  subject: Subject,
  parameters: Record<string, unknown>,
  faults: Partial<Fault>[],
  options: Partial<RunOptions> = {},
): Promise<Aftermath> => {
  for (const fault of faults) await workspace.fault({ path: "^/(?:api|serving-endpoints)/", ...fault });
  const lines: LogLine[] = [];
  const random = jest.spyOn(Math, "random").mockReturnValue(0.5);
  const time = startVirtualTime(virtualStart);
  let over = false;
  const hangs = faults.some(({ hang }) => hang);
  const watching = hangs ? passHung(workspace, time, () => over) : undefined;
  const connection = tokenConnection(workspace);
  const outcome = await run(subject, { connection, parameters, lines, ...options }).then(
    (result) => ({ result }),
    (error: Error) => ({ error }),
  );
  over = true;
  const elapsedMs = time.elapsedMs();
  await watching;
  time.stop();
  random.mockRestore();
  return { requests: await workspace.requests(), elapsedMs, lines, ...outcome };
};

const statementId = /01f0[0-9a-f]{4}-[0-9a-f]{4}-1[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g;
const requestId = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}/g;

/** What the paths of a workspace's cloud storage begin with. */
const storagePath = /\/[0-9a-f]{32}\/(?=results\/)/g;

/** Text without what differs from run to run. */
const stable = (text: string): string =>
  text
    .replace(statementId, "<statement id>")
    .replace(requestId, "<request id>")
    .replace(storagePath, "/storage/")
    .replace(/127\.0\.0\.1:\d+/g, "<host>");

/** The requests in words, repeats counted. Chunks are fetched several at a time, in any order: one stands for all. */
export const sentInWords = (requests: LoggedRequest[]): string => {
  const counted: { name: string; times: number }[] = [];
  for (const { method, path } of requests) {
    const name = stable(`${method} ${path.replace(/^\/api\/[\d.]+\//, "")}`).replace(
      /\/chunks\/\d+$/,
      "/chunks/<n>",
    );
    const last = counted.at(-1);
    if (last?.name === name) last.times += 1;
    else counted.push({ name, times: 1 });
  }
  return counted.map(({ name, times }) => (times > 1 ? `${name} x${times}` : name)).join(", ");
};

/** A result without the ids that Databricks generates each time, as text. */
export const comparable = (result: unknown): string =>
  JSON.stringify(result, (key, value) =>
    key === "statement_id" || (key === "id" && /^(?:\d{19}|[0-9a-f]{32})$/.test(value)) ? "made up" : value,
  );

/**
 * What the builder sees, in one line.
 * @param usual the result without a fault
 */
export const seenByBuilder = ({ error, result }: Aftermath, usual: unknown): string => {
  if (error) return stable(`${error.name}: ${error.message}`).replace(/\s+/g, " ");
  return comparable(result) === comparable(usual) ? "the result" : `the result ${comparable(result)}`;
};
