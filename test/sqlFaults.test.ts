/** Every fault on the way of a large or a long result: what is sent, how often, and what the builder sees. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { subjectOf } from "./support/component";
import { type Aftermath, comparable, runWithFaults, seenByBuilder, sentInWords } from "./support/faultRun";
import { expectGoldenText } from "./support/goldenFile";
import { linkedTo, type ResultFault, reads } from "./support/resultFault";
import { endFaults, inlineFaults, sizeFaults } from "./support/resultFaults";
import { type Arrival, startScriptedServer } from "./support/scriptedServer";
import { statements } from "./support/sqlRuns";
import { storageFaults } from "./support/storageFaults";
import { freshWorkspace, type LoggedRequest, type TestWorkspace } from "./support/workspace";

/** What came of a row; the result is its rows alone. */
interface RowAftermath extends Aftermath {
  /** What the row's own storage was asked. */
  asked: Arrival[];
}

/** What is wrong with what the builder sees. */
const outcomeComplaints = ({ outcome }: ResultFault, aftermath: Aftermath, usual: unknown): string[] => {
  const seen = seenByBuilder(aftermath, usual);
  if (Array.isArray(outcome)) {
    return [/^DatabricksError: /, ...outcome]
      .filter((says) => !says.test(seen))
      .map((says) => `does not say ${says}: ${seen}`);
  }
  const expected = comparable(outcome === "the result" ? usual : outcome.rows);
  const isExpected = !aftermath.error && comparable(aftermath.result) === expected;
  return isExpected ? [] : [`expected ${expected}, got ${seen}`];
};

const complaints = (row: ResultFault, aftermath: RowAftermath, usual: unknown): string[] => {
  const { requests, asked, lines } = aftermath;
  const found = outcomeComplaints(row, aftermath, usual);
  const submitted = requests.filter(({ method, path }) => method === "POST" && path === statements).length;
  if (submitted !== (row.submissions ?? 1)) found.push(`the statement was submitted ${submitted} times`);
  const told = [seenByBuilder(aftermath, usual), ...lines.map(({ text }) => text)];
  found.push(...told.filter((text) => /secret/.test(text)).map((text) => `tells a secret: ${text}`));
  if (asked.some(({ headers }) => headers.authorization)) found.push("gives the token to the storage");
  return found.map((complaint) => `${row.name}: ${complaint}`);
};

const line = (cells: string[]): string =>
  `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;

/** The order in which kinds of requests are told. */
const rank = ({ path }: LoggedRequest): number =>
  [/statements$/, /statements\/[^/]+$/, /cancel$/, /chunks/, /./].findIndex((kind) => kind.test(path));

/** The requests in words, grouped, without those for other chunks: these are under way at the same time. */
const sent = ({ faults }: ResultFault, { requests, asked }: RowAftermath): string => {
  const [struck = "0"] = faults.flatMap(({ path }) => /(\d)\$$/.exec(path ?? "")?.slice(1) ?? []);
  const own = requests
    .filter(({ path }) => (/\/(?:chunks|results\/[^/]+)\/(\d+)$/.exec(path)?.[1] ?? struck) === struck)
    .map((request) => ({ ...request, path: request.path.replace(/^\/[0-9a-f]{32}\//, "storage/") }))
    .sort((one, other) => rank(one) - rank(other));
  const downloads = asked.length > 1 ? `GET storage x${asked.length}` : asked.length > 0 ? "GET storage" : "";
  return [sentInWords(own), downloads].filter(Boolean).join(", ");
};

const tableOf = (rows: { row: ResultFault; aftermath: RowAftermath }[], usual: unknown): string =>
  [
    "# runSql: what comes of a fault on the way of a large or a long result",
    "",
    line(["fault", "sent", "takes", "the builder sees"]),
    line(["---", "---", "---", "---"]),
    ...rows.map(({ row, aftermath }) =>
      line([
        row.name,
        sent(row, aftermath),
        `${Math.round(aftermath.elapsedMs / 100) / 10} s`,
        seenByBuilder(aftermath, usual),
      ]),
    ),
    "",
  ].join("\n");

const runRow = async (
  workspace: TestWorkspace,
  { faults, parameters, storage }: Pick<ResultFault, "faults" | "parameters" | "storage">,
): Promise<RowAftermath> => {
  await workspace.clearFaults();
  await workspace.forget();
  const server = await startScriptedServer();
  if (storage === "gone") await server.close();
  else server.script(...(storage ?? []));
  const all = [...faults, ...(storage ? linkedTo(server.url) : [])];
  const inputs = {
    warehouseId: warehouseExample.id,
    sqlStatement: reads,
    disposition: "externalLinks",
    debugRequest: "true",
    ...parameters,
  };
  const aftermath = await runWithFaults(workspace, subjectOf("runSql"), inputs, all);
  if (storage !== "gone") await server.close();
  const { rows } = (aftermath.result ?? {}) as { rows?: unknown };
  return { ...aftermath, result: rows, asked: server.arrivals };
};

test("runSqlResult does the right thing at every fault of a large or a long result", async () => {
  const workspace = await freshWorkspace();
  await workspace.statements({ rows_per_chunk: 5 });
  const { result: usual, error } = await runRow(workspace, { faults: [] });
  expect(error).toBeUndefined();
  expect(usual).toHaveLength(20);
  const rows: { row: ResultFault; aftermath: RowAftermath }[] = [];
  for (const row of [...storageFaults, ...inlineFaults, ...endFaults, ...sizeFaults]) {
    rows.push({ row, aftermath: await runRow(workspace, row) });
  }
  expect(rows.flatMap(({ row, aftermath }) => complaints(row, aftermath, usual))).toEqual([]);
  expectGoldenText("faults/runSqlResult.md", tableOf(rows, usual));
  await workspace.close();
});
