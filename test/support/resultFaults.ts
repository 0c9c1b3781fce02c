/** The faults of chunks, of a statement's end and of a result's size, and what must come of each. */

import { intervalMs } from "../../src/http/poll";
import { always, html, standard } from "./faultRow";
import { refusedHistory } from "./refusedHistory";
import {
  hasRun,
  linkTo,
  lookItUp,
  ofStatement,
  oneChunk,
  type ResultFault,
  seven,
  tells,
  writes,
} from "./resultFault";
import { statements } from "./sqlRuns";
import type { Fault } from "./workspace";

const oneStatement = `^${statements}/[^/]+$`;
const chunk = "^.*/result/chunks/1$";
const cancel = "^.*/cancel$";

const runs = [tells("POST", statements, "RUNNING"), { path: cancel, status: 200, body: {}, times: always }];

const onChunk = (status: number, body: object, more: Partial<Fault> = {}): Partial<Fault>[] => [
  { path: chunk, status, body, ...more },
];
const slowDown = standard("REQUEST_LIMIT_EXCEEDED", "Slow down.");
const busy = standard("TEMPORARILY_UNAVAILABLE", "Busy.");

/** Faults of chunk 1, which comes inline. */
export const inlineFaults = [
  {
    name: "429 on a chunk once, Retry-After 2 s",
    faults: onChunk(429, slowDown, { headers: { "retry-after": "2" } }),
    outcome: "the result" as const,
  },
  {
    name: "429 on a chunk always",
    faults: onChunk(429, slowDown, { times: always }),
    outcome: [/HTTP 429 REQUEST_LIMIT_EXCEEDED\): Slow down\./, ofStatement, hasRun],
  },
  {
    name: "503 on a chunk twice",
    faults: onChunk(503, busy, { times: 2 }),
    outcome: "the result" as const,
  },
  {
    name: "503 on a chunk always",
    faults: onChunk(503, busy, { times: always }),
    outcome: [/HTTP 503 TEMPORARILY_UNAVAILABLE\): Busy\./, ofStatement, hasRun],
  },
  {
    name: "chunk dropped twice",
    faults: [{ path: chunk, drop: true, times: 2 }],
    outcome: "the result" as const,
  },
  {
    name: "statement closed while its chunks are read",
    faults: onChunk(404, standard("NOT_FOUND", "The statement was closed."), { times: always }),
    outcome: [/The statement was closed\./, ofStatement, hasRun],
  },
  {
    name: "chunk is a web page",
    faults: [{ path: chunk, status: 200, ...html("<body>Sign in</body>") }],
    outcome: [/not JSON but a web page/, ofStatement, hasRun],
  },
  {
    name: "chunk without rows",
    faults: onChunk(200, { chunk_index: 1, row_count: 0 }),
    outcome: [/0 rows were returned in chunk 1, but the manifest names 5/, ofStatement, hasRun],
  },
  {
    name: "another chunk than was asked for",
    faults: onChunk(200, { chunk_index: 0, data_array: ["0", "1", "2", "3", "4"].map((one) => [one]) }),
    outcome: [/chunk 1 was requested, but chunk 0 was returned/, ofStatement, hasRun],
  },
  {
    name: "chunk with rows of two cells",
    faults: onChunk(200, { chunk_index: 1, data_array: ["5", "6", "7", "8", "9"].map((one) => [one, one]) }),
    parameters: { resultFormat: "databricksResponse" },
    outcome: [/Row 6 of the result has 2 cells, but the manifest names 1 columns/, ofStatement, hasRun],
  },
  {
    name: "chunk with too many rows",
    faults: onChunk(200, { chunk_index: 1, data_array: ["5", "6", "7", "8", "9", "10"].map((one) => [one]) }),
    outcome: [/6 rows were returned in chunk 1, but the manifest names 5/, ofStatement, hasRun],
  },
].map((row): ResultFault => ({ ...row, parameters: { ...row.parameters, disposition: "inline" } }));

/** How often the state is asked for before a deadline of a second. */
const pollsInASecond = (): number => {
  let polls = 0;
  for (let elapsedMs = 0; elapsedMs < 1000; polls += 1) elapsedMs += intervalMs(elapsedMs);
  return polls;
};

/** What the statement's state is after the deadline of a second. */
const afterTheDeadline = (state: string, more?: object): Partial<Fault>[] => [
  tells("GET", oneStatement, "RUNNING", {}, pollsInASecond()),
  tells("GET", oneStatement, state, more),
];

const closed: ResultFault[] = [
  {
    name: "CLOSED, its result gone",
    faults: [tells("POST", statements, "CLOSED")],
    outcome: [/result was closed before it could be read/, /its changes are done/, lookItUp],
  },
  {
    name: "CLOSED, with its manifest and its only chunk",
    faults: [tells("POST", statements, "CLOSED", seven)],
    outcome: { rows: [{ id: 7 }] },
  },
  {
    name: "CLOSED, with its manifest alone",
    faults: [tells("POST", statements, "CLOSED", oneChunk())],
    outcome: [/0 rows were returned in chunk 0, but the manifest names 1/, ofStatement, hasRun],
  },
];

const deadline: ResultFault[] = [
  {
    name: "deadline, cancelled",
    faults: [...runs, ...afterTheDeadline("CANCELED")],
    parameters: { timeoutSeconds: 1 },
    outcome: [/had not ended after 1 s and was cancelled \(state CANCELED\)/, lookItUp],
  },
  {
    name: "deadline, the cancellation comes too late",
    faults: [...runs, ...afterTheDeadline("SUCCEEDED", seven)],
    parameters: { timeoutSeconds: 1 },
    outcome: { rows: [{ id: 7 }] },
  },
  {
    name: "deadline, it ran to its end meanwhile, its result gone",
    faults: [...runs, ...afterTheDeadline("CLOSED")],
    parameters: { timeoutSeconds: 1 },
    outcome: [/ran to its end/, /its changes are done/, lookItUp],
  },
  {
    name: "deadline, it failed meanwhile",
    faults: [
      ...runs,
      ...afterTheDeadline("FAILED", {
        status: { state: "FAILED", error: { error_code: "BAD_REQUEST", message: "[DIVIDE_BY_ZERO] No." } },
      }),
    ],
    parameters: { timeoutSeconds: 1 },
    outcome: [/\(BAD_REQUEST\): \[DIVIDE_BY_ZERO\] No\./, lookItUp],
  },
  {
    name: "deadline, it does not stop",
    faults: [...runs, tells("GET", oneStatement, "RUNNING")],
    parameters: { timeoutSeconds: 1 },
    outcome: [/received a cancel request, but is still RUNNING: it may continue and incur costs/, lookItUp],
  },
  {
    name: "deadline, the cancellation is refused",
    faults: [
      tells("POST", statements, "RUNNING"),
      tells("GET", oneStatement, "RUNNING"),
      { path: cancel, status: 403, body: standard("PERMISSION_DENIED", "No."), times: always },
    ],
    parameters: { timeoutSeconds: 1 },
    outcome: [/still RUNNING after 1 s and could not be cancelled/, /may continue and incur costs/, lookItUp],
  },
];

const unknownState: ResultFault[] = [
  {
    name: "state cannot be read, cancelled",
    faults: [...runs, { method: "GET", path: oneStatement, status: 500, body: {}, times: always }],
    parameters: { timeoutSeconds: 30 },
    outcome: [/Statement <statement id> received a cancel request/, /Its state was RUNNING after/, lookItUp],
  },
  {
    name: "state cannot be read, nor the statement cancelled",
    faults: [
      tells("POST", statements, "RUNNING"),
      { path: `^${statements}/`, status: 403, body: standard("PERMISSION_DENIED", "No."), times: always },
    ],
    outcome: [/PERMISSION_DENIED/, /Statement <statement id> may continue and incur costs/, lookItUp],
  },
  {
    name: "state cannot be read, succeeded meanwhile",
    faults: [
      ...runs,
      { method: "GET", path: oneStatement, status: 400, body: standard("BAD_REQUEST", "No.") },
      tells("GET", oneStatement, "SUCCEEDED", seven),
    ],
    outcome: { rows: [{ id: 7 }] },
  },
];

const lost = [{ method: "POST", path: statements, drop: true, phase: "after" as const }];

/** How a statement can end, beside well. */
export const endFaults: ResultFault[] = [
  ...closed,
  {
    name: "cancelled by somebody else",
    faults: [tells("POST", statements, "RUNNING"), tells("GET", oneStatement, "CANCELED")],
    outcome: [/cancelled by somebody else/, lookItUp],
  },
  ...deadline,
  ...unknownState,
  { name: "answer lost, the statement reads", faults: lost, outcome: "the result", submissions: 2 },
  {
    name: "answer lost, the statement may write, and is found in the query history",
    faults: lost,
    parameters: { sqlStatement: writes },
    outcome: [/TABLE_OR_VIEW_NOT_FOUND/, ofStatement],
  },
  {
    name: "answer lost, the statement may write, and the query history is refused",
    faults: [...lost, refusedHistory],
    parameters: { sqlStatement: writes },
    outcome: [/not known whether/, /may have run: check the query history/],
  },
];

const message = "Inline byte limit exceeded. Please execute the statement with disposition=EXTERNAL_LINKS.";
const failed = { status: { state: "FAILED", error: { error_code: "BAD_REQUEST", message } } };
const tooLarge = tells("POST", statements, "FAILED", failed, 1);

/** A manifest that names so many rows that not even the shortest ones would fit into a file. */
const tooManyRows = tells("POST", statements, "SUCCEEDED", linkTo("http://127.0.0.1:9/never", 100_000_000));
const notIntoAFile = [
  /the file would have at least \d+ bytes, but the platform allows at most 134217728/,
  /set a Row Limit/,
  /SQL: Export Result To Volume/,
  ofStatement,
];

/** Results that are too large. */
export const sizeFaults: ResultFault[] = [
  {
    name: "too large inline, the statement reads",
    faults: [tooLarge],
    parameters: { disposition: "automatic" },
    outcome: "the result",
    submissions: 2,
  },
  {
    name: "too large inline, the statement may write",
    faults: [tooLarge],
    parameters: { disposition: "automatic", sqlStatement: writes },
    outcome: [
      /Inline byte limit exceeded/,
      ofStatement,
      /not run again automatically: set Disposition to External Links/,
    ],
  },
  {
    name: "too large inline, which was asked for",
    faults: [tooLarge],
    parameters: { disposition: "inline" },
    outcome: [/Inline byte limit exceeded/, ofStatement, /Set Disposition to External Links or Automatic/],
  },
  ...["csv", "jsonLines"].map((resultFormat) => ({
    name: `too large for a file by the manifest, ${resultFormat}`,
    faults: [tooManyRows],
    parameters: { resultFormat },
    outcome: notIntoAFile,
  })),
];
