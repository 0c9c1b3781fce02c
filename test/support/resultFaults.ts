/** The faults on the way of a large or a long result, and what must come of each. */
import { intervalMs } from "../../src/http/wait";
import { always, standard } from "./faultRow";
import { statements } from "./sqlRuns";
import type { Fault } from "./workspace";

const oneStatement = `^${statements}/[^/]+$`;
const chunk = "^.*/result/chunks/1$";
const storage = "^/[^/]+/results/[^/]+/0$";
const cancel = "^.*/cancel$";
const id = "01f0aaaa-bbbb-1ccc-addd-eeeeeeeeeeee";

/** What is run unless a row says otherwise. */
export const reads = "SELECT id FROM range(20)";
const writes = "INSERT INTO a SELECT * FROM b";

/** One fault and what must come of it. */
export interface ResultFault {
  name: string;
  faults: Partial<Fault>[];
  parameters?: Record<string, unknown>;
  /** The result, or what the error says at least. */
  outcome: "the result" | RegExp[];
  /** How often the statement is submitted, if not once. */
  submissions?: number;
}

export const hasRun = /statement itself has run/;
export const storageHost = /storage host <host>/;
const lookItUp = /\/sql\/history\?queryId=/;
const xml = { body: "<Error><Code>AccessDenied</Code></Error>", content_type: "application/xml" };

/** What Databricks answers about the statement. */
export const tells = (
  method: string,
  path: string,
  state: string,
  more: object = {},
  times = always,
): Partial<Fault> => ({
  method,
  path,
  status: 200,
  times,
  body: { statement_id: id, status: { state }, ...more },
});

const runs = [tells("POST", statements, "RUNNING"), { path: cancel, status: 200, body: {}, times: always }];

const oneRow = {
  manifest: {
    schema: { columns: [{ name: "id", position: 0, type_name: "INT", type_text: "INT" }] },
    total_chunk_count: 1,
    chunks: [{ chunk_index: 0, row_offset: 0, row_count: 1 }],
    total_row_count: 1,
  },
};

const seven = { ...oneRow, result: { data_array: [["7"]] } };

export const linkTo = (url: string) => ({
  ...oneRow,
  result: { external_links: [{ chunk_index: 0, external_link: url, expiration: "2030-01-01T00:00:00Z" }] },
});

/** Faults of the links of chunk 0, and of the storage behind them. */
export const linkFaults: ResultFault[] = [
  { name: "link expired once", faults: [{ path: storage, status: 403, ...xml }], outcome: "the result" },
  { name: "object gone once", faults: [{ path: storage, status: 404, ...xml }], outcome: "the result" },
  {
    name: "link refused always",
    faults: [{ path: storage, status: 403, ...xml, times: always }],
    outcome: [storageHost, /also with a new link \(HTTP 403\)/, /Disposition to Inline/, hasRun],
  },
  {
    name: "new link refused by Databricks",
    faults: [
      { path: storage, status: 403, ...xml },
      {
        path: "^.*/result/chunks/0$",
        status: 404,
        body: standard("NOT_FOUND", "It was closed."),
        times: always,
      },
    ],
    outcome: [/It was closed\./, hasRun],
  },
  { name: "storage busy twice", faults: [{ path: storage, status: 503, times: 2 }], outcome: "the result" },
  {
    name: "storage slows down once, Retry-After 2 s",
    faults: [{ path: storage, status: 429, headers: { "retry-after": "2" }, body: "" }],
    outcome: "the result",
  },
  {
    name: "storage broken always",
    faults: [{ path: storage, status: 500, body: "<Error/>", times: always }],
    outcome: [storageHost, /storage answered HTTP 500/, hasRun],
  },
  {
    name: "download dropped twice",
    faults: [{ path: storage, drop: true, times: 2 }],
    outcome: "the result",
  },
  {
    name: "download dropped after the answer began, once",
    faults: [{ path: storage, drop: true, phase: "after" }],
    outcome: "the result",
  },
  {
    name: "download dropped always",
    faults: [{ path: storage, drop: true, times: always }],
    outcome: [
      storageHost,
      /broke off again and again \(ECONNRESET\)/,
      /Allow the network to reach <host>/,
      hasRun,
    ],
  },
  {
    name: "only download hung once",
    faults: [{ path: storage, hang: true }],
    parameters: { sqlStatement: "SELECT id FROM range(2)" },
    outcome: [/^the result \[\{"id":0\},\{"id":1\}\]$/],
  },
  {
    name: "file is a web page",
    faults: [{ path: storage, status: 200, body: "<html>Sign in</html>", content_type: "text/html" }],
    outcome: [/chunk 0 cannot be read/, hasRun],
  },
  {
    name: "file lacks rows",
    faults: [{ path: storage, status: 200, body: [["0"]] }],
    outcome: [/1 rows came in chunk 0, but the manifest names 5/, hasRun],
  },
  {
    name: "file has too many rows",
    faults: [{ path: storage, status: 200, body: ["0", "1", "2", "3", "4", "5"].map((one) => [one]) }],
    outcome: [/6 rows came in chunk 0, but the manifest names 5/, hasRun],
  },
];

const onChunk = (status: number, body: object, more: Partial<Fault> = {}): Partial<Fault>[] => [
  { path: chunk, status, body, ...more },
];
const slowDown = standard("REQUEST_LIMIT_EXCEEDED", "Slow down.");

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
    outcome: [/HTTP 429 REQUEST_LIMIT_EXCEEDED\): Slow down\./, hasRun],
  },
  {
    name: "503 on a chunk twice",
    faults: onChunk(503, standard("TEMPORARILY_UNAVAILABLE", "Busy."), { times: 2 }),
    outcome: "the result" as const,
  },
  {
    name: "statement closed while its chunks are read",
    faults: onChunk(404, standard("NOT_FOUND", "The statement was closed."), { times: always }),
    outcome: [/The statement was closed\./, hasRun],
  },
  {
    name: "chunk without rows",
    faults: onChunk(200, { chunk_index: 1, row_count: 0 }),
    outcome: [/0 rows came in chunk 1, but the manifest names 5/, hasRun],
  },
].map((row): ResultFault => ({ ...row, parameters: { disposition: "inline" } }));

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

/** How a statement can end, beside well. */
export const endFaults: ResultFault[] = [
  {
    name: "CLOSED before its result came",
    faults: [tells("POST", statements, "CLOSED")],
    outcome: [/result was closed before it could be read/, /its changes are done/, lookItUp],
  },
  {
    name: "cancelled by somebody else",
    faults: [tells("POST", statements, "RUNNING"), tells("GET", oneStatement, "CANCELED")],
    outcome: [/cancelled by somebody else/, lookItUp],
  },
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
    outcome: [/^the result \[\{"id":7\}\]$/],
  },
  {
    name: "deadline, the cancellation is refused",
    faults: [
      tells("POST", statements, "RUNNING"),
      tells("GET", oneStatement, "RUNNING"),
      { path: cancel, status: 403, body: standard("PERMISSION_DENIED", "No."), times: always },
    ],
    parameters: { timeoutSeconds: 1 },
    outcome: [/still RUNNING after 1 s and could not be cancelled/, /may go on and cost/, lookItUp],
  },
  {
    name: "state cannot be read, cancelled",
    faults: [...runs, { method: "GET", path: oneStatement, status: 500, body: {}, times: always }],
    parameters: { timeoutSeconds: 30 },
    outcome: [/was cancelled/, /Its state was RUNNING after/, lookItUp],
  },
  {
    name: "state cannot be read, succeeded meanwhile",
    faults: [
      ...runs,
      { method: "GET", path: oneStatement, status: 400, body: standard("BAD_REQUEST", "No.") },
      tells("GET", oneStatement, "SUCCEEDED", seven),
    ],
    outcome: [/^the result \[\{"id":7\}\]$/],
  },
  {
    name: "answer lost, the statement reads",
    faults: [{ method: "POST", path: statements, drop: true, phase: "after" }],
    outcome: "the result",
    submissions: 2,
  },
  {
    name: "answer lost, the statement may write",
    faults: [{ method: "POST", path: statements, drop: true, phase: "after" }],
    parameters: { sqlStatement: writes },
    outcome: [/not known whether/, /may have run: look into the query history/],
  },
];

const tooLarge = tells(
  "POST",
  statements,
  "FAILED",
  {
    status: {
      state: "FAILED",
      error: {
        error_code: "BAD_REQUEST",
        message: "Inline byte limit exceeded. Please execute the statement with disposition=EXTERNAL_LINKS.",
      },
    },
  },
  1,
);

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
    outcome: [/Inline byte limit exceeded/, /not run again by itself: set Disposition to External Links/],
  },
  {
    name: "too large for a file, by the manifest",
    faults: [
      tells("POST", statements, "SUCCEEDED", {
        ...linkTo("http://127.0.0.1:9/never"),
        manifest: { ...oneRow.manifest, total_row_count: 100_000_000 },
      }),
    ],
    parameters: { resultFormat: "csv" },
    outcome: [
      /the file would have at least 200000004 bytes, and the platform passes on 134217728 at most/,
      /Row Limit/,
    ],
  },
];
