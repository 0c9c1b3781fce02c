/** Every fault on every action and data source: what is sent, how often, and what the builder sees. */
import { exampleParameters, type Subject, subjects } from "./support/component";
import { type FaultRow, rowsFor } from "./support/faultRows";
import { type Aftermath, runWithFaults, seenByBuilder, sentInWords } from "./support/faultRun";
import { expectGoldenText } from "./support/goldenFile";
import { freshWorkspace, type LoggedRequest, type TestWorkspace } from "./support/workspace";

/** Requests that do harm when they are carried out twice. */
const harmful = [
  "/api/1.2/contexts/create",
  "/api/1.2/commands/execute",
  "/api/2.1/clusters/restart",
  "/api/2.0/sql/statements",
];

const isHarmful = ({ method, path }: Pick<LoggedRequest, "method" | "path">): boolean =>
  method === "POST" && harmful.includes(path);

/** A subject with what it is given. */
interface Case {
  name: string;
  subject: Subject;
  parameters: Record<string, unknown>;
}

/** A statement whose result comes in three chunks. */
const chunked = { sqlStatement: "SELECT id FROM range(5)", sqlParameters: "" };

const cases: Case[] = subjects.map((subject) => ({
  name: subject.key,
  subject,
  parameters: { ...exampleParameters(subject), ...(subject.key === "runSql" ? chunked : {}) },
}));

const line = (cells: string[]): string =>
  `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;

const table = ({ name }: Case, rows: { row: FaultRow; aftermath: Aftermath }[]): string =>
  [
    `# ${name}: what comes of a fault`,
    "",
    line(["fault", "sent", "takes", "the builder sees"]),
    line(["---", "---", "---", "---"]),
    ...rows.map(({ row, aftermath }) =>
      line([
        row.name,
        sentInWords(aftermath.requests),
        `${Math.round(aftermath.elapsedMs / 100) / 10} s`,
        seenByBuilder(aftermath),
      ]),
    ),
    "",
  ].join("\n");

/** A result without the ids that Databricks makes up anew each time. */
const withoutMadeUpIds = (result: unknown): string =>
  JSON.stringify(result, (key, value) =>
    key === "statement_id" || (key === "id" && /^(?:\d{19}|[0-9a-f]{32})$/.test(value)) ? "made up" : value,
  );

/** What is wrong with what came of a fault, whatever the golden table says. */
const complaints = (row: FaultRow, aftermath: Aftermath, usual: unknown): string[] => {
  const { error, result, requests } = aftermath;
  const atRisk = isHarmful(requests[0] ?? { method: "", path: "" });
  const expected = atRisk ? row.once : row.repeatable;
  const found: string[] = [];
  if (expected !== (error ? "error" : "result"))
    found.push(`expected the ${expected}, got ${seenByBuilder(aftermath)}`);
  if (!error && withoutMadeUpIds(result) !== withoutMadeUpIds(usual)) {
    found.push(`another result than usual: ${JSON.stringify(result)}`);
  }
  if (atRisk && !row.refused && requests.filter(isHarmful).length > 1) {
    found.push(`may have been carried out twice: ${sentInWords(requests)}`);
  }
  if (error && row.says && !row.says.test(error.message))
    found.push(`does not say ${row.says}: ${error.message}`);
  const name = row.connection ? "ConnectionError" : "DatabricksError";
  if (error && error.name !== name) found.push(`is a ${error.name}, not a ${name}`);
  return found.map((complaint) => `${row.name}: ${complaint}`);
};

describe.each(cases.map((one) => [one.name, one] as const))("%s", (name, one) => {
  let workspace: TestWorkspace;
  beforeAll(async () => {
    workspace = await freshWorkspace();
    await workspace.statements({ rows_per_chunk: 2 });
  });
  afterAll(() => workspace.close());

  const runRow = async (row: Pick<FaultRow, "faults">): Promise<Aftermath> => {
    // A new engine for each row would take long, and a small query leaves nothing behind.
    if (one.subject.key === "runSql") await workspace.forget();
    else await workspace.reset();
    await workspace.clearFaults();
    return runWithFaults(workspace, one.subject, one.parameters, row.faults);
  };

  it("does the right thing at every fault", async () => {
    const { result: usual, error, requests } = await runRow({ faults: [] });
    expect(error).toBeUndefined();
    const rows: { row: FaultRow; aftermath: Aftermath }[] = [];
    for (const row of rowsFor(requests.length)) rows.push({ row, aftermath: await runRow(row) });
    expect(rows.flatMap(({ row, aftermath }) => complaints(row, aftermath, usual))).toEqual([]);
    expectGoldenText(`faults/${name}.md`, table(one, rows));
  });
});
