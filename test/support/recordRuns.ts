/** Tables, records and what became of them, for the tests of the actions on records. */

import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { runIn } from "./component";
import { queryDirectly, runDirectly, type TextRows } from "./directStatements";
import { statements, useSqlRuns } from "./sqlRuns";
import type { Fault, TestWorkspace } from "./workspace";

/** What writing records gives. */
export interface Written {
  inserted: number;
  updated: number;
  deleted: number;
  skipped: number;
  duplicates: number;
  ignoredFields: string[];
  badRecords: { record: number; problems: object[] }[];
  batches: number;
  statementIds: string[];
  alreadyLoaded?: boolean;
  message?: string;
}

/** What a test of records works with, as it is in the test that runs. */
interface RecordRuns {
  readonly workspace: TestWorkspace;
  readonly time: ReturnType<typeof useSqlRuns>["time"];
  readonly lines: ReturnType<typeof useSqlRuns>["lines"];
  /** Makes a table by the text of its columns, and forgets the requests. */
  create: (table: string, columns: string, more?: string) => Promise<void>;
  /** Runs a statement past the component. */
  run: (statement: string) => Promise<void>;
  /** Runs an action on a table of the workspace's own schema. */
  write: (
    key: string,
    table: string,
    records: unknown,
    more?: Record<string, unknown>,
    context?: object,
  ) => Promise<Written>;
  /** The rows of a query, as texts. */
  rows: (query: string) => Promise<TextRows>;
  /** The requests so far, in words, without ids. */
  sent: () => Promise<string[]>;
  /** The texts of the statements so far. */
  statementTexts: () => Promise<string[]>;
  /** Lets statements fail as Databricks reports it. */
  failStatements: (fault: Partial<Fault>) => Promise<void>;
  /** Lets the next reading of a table give what it is now, whatever becomes of it. */
  staleTable: (table: string) => Promise<void>;
  /** The paths of the files of records in the volume of the examples. */
  staged: () => Promise<string[]>;
}

/** Where tables of tests are. */
export const place = { catalog: "workspace", schema: "default" };

/** Where files of tests are. */
export const stagingPath = "/Volumes/workspace/default/landing";

/** Gives every test of a file a workspace, virtual time and an empty log. */
export const useRecordRuns = (): RecordRuns => {
  const sql = useSqlRuns();
  return {
    get workspace() {
      return sql.workspace;
    },
    get time() {
      return sql.time;
    },
    get lines() {
      return sql.lines;
    },
    create: async (table, columns, more = "") => {
      await runDirectly(sql.workspace, `CREATE TABLE workspace.default.${table} (${columns}) ${more}`);
      await sql.workspace.forget();
    },
    run: (statement) => runDirectly(sql.workspace, statement),
    write: async (key, table, records, more, context) =>
      (await runIn(
        sql.workspace,
        key,
        { warehouseId: warehouseExample.id, ...place, table, records, ...more },
        { lines: sql.lines, context },
      )) as Written,
    rows: (statement) => queryDirectly(sql.workspace, statement),
    sent: async () =>
      (await sql.workspace.requests()).map(
        ({ method, path }) => `${method} ${path.replace(/records-[0-9a-f]{32}/, "records-*")}`,
      ),
    statementTexts: async () =>
      (await sql.workspace.requests())
        .filter(({ method, path }) => method === "POST" && path === statements)
        .map(({ body }) => (body as { statement: string }).statement),
    failStatements: (fault) => sql.workspace.fault(fault),
    staleTable: async (table) => {
      const path = `/api/2.1/unity-catalog/tables/workspace.default.${table}`;
      const { json } = await sql.workspace.call("GET", path);
      await sql.workspace.fault({ method: "GET", path, status: 200, body: json, times: 1 });
    },
    staged: async () => {
      const { json } = await sql.workspace.call("GET", `/api/2.0/fs/directories${stagingPath}`);
      const { contents } = json as { contents: { path: string; name: string }[] };
      return contents.filter(({ name }) => name.startsWith("records-")).map(({ path }) => path);
    },
  };
};
