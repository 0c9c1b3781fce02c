/** What a row of the fault table of results says, and what rows consist of. */
import { always } from "./faultRow";
import type { Step } from "./scriptedServer";
import { statements } from "./sqlRuns";
import type { Fault } from "./workspace";

/** The id of a statement that a row tells of. */
const id = "01f0aaaa-bbbb-1ccc-addd-eeeeeeeeeeee";

/** What is run unless a row says otherwise. */
export const reads = "SELECT id FROM range(20)";
export const writes = "INSERT INTO a SELECT * FROM b";

/** One fault and what must come of it. */
export interface ResultFault {
  name: string;
  faults: Partial<Fault>[];
  /** What a storage of its own does, which the only link of the result leads to; "gone" when nothing listens there. */
  storage?: Step[] | "gone";
  parameters?: Record<string, unknown>;
  /** The usual result, another one, or what the error says at least. */
  outcome: "the result" | { rows: unknown[] } | RegExp[];
  /** How often the statement is submitted, if not once. */
  submissions?: number;
}

export const hasRun = /statement itself has run/;
export const ofStatement = /<statement id>/;
export const storageHost = /storage host <host>/;
export const lookItUp = /\/sql\/history\?queryId=<statement id>/;

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

/** The manifest of one chunk, with one row by default. */
export const oneChunk = (rows = 1) => ({
  manifest: {
    schema: { columns: [{ name: "id", position: 0, type_name: "INT", type_text: "INT" }] },
    total_chunk_count: 1,
    chunks: [{ chunk_index: 0, row_offset: 0, row_count: rows }],
    total_row_count: rows,
  },
});

/** A result that comes inline. */
export const seven = { ...oneChunk(), result: { data_array: [["7"]] } };

/** A result that comes by one link. */
export const linkTo = (url: string, rows?: number) => ({
  ...oneChunk(rows),
  result: {
    external_links: [
      {
        chunk_index: 0,
        external_link: url,
        expiration: "2030-01-01T00:00:00Z",
        http_headers: { "x-amz-server-side-encryption-customer-key": "secret" },
      },
    ],
  },
});

/** The statement whose only link leads to a storage, which no new link changes. */
export const linkedTo = (url: string): Partial<Fault>[] => {
  const linked = linkTo(`${url}/a?sig=secret&by=secret`);
  return [
    tells("POST", statements, "SUCCEEDED", linked),
    { path: "^.*/result/chunks/0$", status: 200, body: linked.result, times: always },
  ];
};
