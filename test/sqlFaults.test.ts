/** Every fault on the way of a large or a long result: what is sent, how often, and what the builder sees. */
import { type AddressInfo, createServer } from "node:net";
import { warehouse } from "../src/api/warehouses";
import { subjectOf } from "./support/component";
import { type Aftermath, runWithFaults, seenByBuilder, sentInWords } from "./support/faultRun";
import { expectGoldenText } from "./support/goldenFile";
import {
  endFaults,
  hasRun,
  inlineFaults,
  linkFaults,
  linkTo,
  type ResultFault,
  reads,
  sizeFaults,
  storageHost,
  tells,
} from "./support/resultFaults";
import { statements } from "./support/sqlRuns";
import { freshWorkspace, type TestWorkspace } from "./support/workspace";

const closedPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const unreachable = async (): Promise<ResultFault> => ({
  name: "storage refuses the connection",
  faults: [
    tells("POST", statements, "SUCCEEDED", linkTo(`http://127.0.0.1:${await closedPort()}/a?sig=secret`)),
  ],
  outcome: [storageHost, /cannot be reached \(ECONNREFUSED\)/, /Allow the network to reach <host>/, hasRun],
});

const complaints = (row: ResultFault, aftermath: Aftermath, usual: unknown): string[] => {
  const seen = seenByBuilder(aftermath, usual);
  const submitted = aftermath.requests.filter(
    ({ method, path }) => method === "POST" && path === statements,
  ).length;
  const found =
    row.outcome === "the result"
      ? [...(seen === "the result" ? [] : [`expected the result, got ${seen}`])]
      : row.outcome.filter((says) => !says.test(seen)).map((says) => `does not say ${says}: ${seen}`);
  if (submitted !== (row.submissions ?? 1)) found.push(`the statement was submitted ${submitted} times`);
  if (/secret/.test(seen)) found.push(`tells a secret: ${seen}`);
  return found.map((complaint) => `${row.name}: ${complaint}`);
};

const line = (cells: string[]): string =>
  `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;

/** The requests in words, grouped, without those for other chunks: these are under way at the same time. */
const sent = ({ faults }: ResultFault, { requests }: Aftermath): string => {
  const [struck = "0"] = faults.flatMap(({ path }) => /(\d)\$$/.exec(path ?? "")?.slice(1) ?? []);
  const own = requests.filter(
    ({ path }) => (/\/(?:chunks|results\/[^/]+)\/(\d+)$/.exec(path)?.[1] ?? struck) === struck,
  );
  const plain = own.map((request) => ({
    ...request,
    path: request.path.replace(/^\/[0-9a-f]{32}\//, "storage/"),
  }));
  return sentInWords([...plain].sort((one, other) => rank(one.path) - rank(other.path)));
};

/** The order in which kinds of requests are told. */
const rank = (path: string): number =>
  [/statements$/, /statements\/[^/]+$/, /cancel$/, /chunks/, /./].findIndex((kind) => kind.test(path));

const tableOf = (rows: { row: ResultFault; aftermath: Aftermath }[], usual: unknown): string =>
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

test("Run SQL does the right thing at every fault of a large or a long result", async () => {
  const workspace: TestWorkspace = await freshWorkspace();
  await workspace.statements({ rows_per_chunk: 5 });
  const runRow = async ({
    faults,
    parameters,
  }: Pick<ResultFault, "faults" | "parameters">): Promise<Aftermath> => {
    await workspace.clearFaults();
    await workspace.forget();
    const inputs = {
      warehouseId: warehouse.id,
      sqlStatement: reads,
      disposition: "externalLinks",
      ...parameters,
    };
    const aftermath = await runWithFaults(workspace, subjectOf("runSql"), inputs, faults);
    return { ...aftermath, result: (aftermath.result as { rows?: unknown } | undefined)?.rows };
  };
  const { result: usual } = await runRow({ faults: [] });
  const rows: { row: ResultFault; aftermath: Aftermath }[] = [];
  for (const row of [...linkFaults, await unreachable(), ...inlineFaults, ...endFaults, ...sizeFaults]) {
    rows.push({ row, aftermath: await runRow(row) });
  }
  expect(rows.flatMap(({ row, aftermath }) => complaints(row, aftermath, usual))).toEqual([]);
  expectGoldenText("faults/runSqlResult.md", tableOf(rows, usual));
  await workspace.close();
});
