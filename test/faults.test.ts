/**
 * Faults on every action, data source and polling trigger: what is sent, how often, and what the builder sees. In the full
 * suite every case meets every fault. Run by itself, this test has one case of each class of requests meet every fault, and the
 * others the few that prove their class.
 */
import { clusterExample } from "../src/services/clusters/clustersExamples";
import { operationOf } from "./support/apiContract";
import { exampleParameters, type Subject, subjectOf, subjects } from "./support/component";
import { prepareGround } from "./support/exampleSetup";
import { classOf, rowsOfTable, tellingFaults } from "./support/faultClass";
import type { FaultRow, Outcome } from "./support/faultRow";
import { rowsFor } from "./support/faultRows";
import { type Aftermath, comparable, runWithFaults, seenByBuilder, sentInWords } from "./support/faultRun";
import { expectGoldenText, readGolden } from "./support/goldenFile";
import { type LoggedRequest, useSharedWorkspace } from "./support/workspace";

/** What gives a missing right as its result, once it is signed in; its own tests hold that. */
const tellsOfRights = new Set(["checkConnection", "connectionStatus"]);

/**
 * POSTs that do no harm when they are carried out twice: those that only read, those with a token that Databricks remembers,
 * and those after which the state is what it was to be. Any other POST is taken for harmful, so a new action needs no row.
 */
const harmless = new RegExp(
  `^(?:${[
    "/api/2\\.0/libraries/uninstall",
    "/api/1\\.2/(?:contexts/destroy|commands/cancel)",
    "/api/2\\.0/mlflow/(?:runs|experiments)/search",
    "/api/2\\.0/(?:workspace/mkdirs|secrets/put)",
    "/api/2\\.0/vector-search/indexes/[^/]+/(?:query|query-next-page|scan|sync|upsert-data)",
    "/api/2\\.0/sql/statements(?:/[^/]+/cancel)?",
    "/api/2\\.0/sql/warehouses/[^/]+/(?:start|stop)",
    "/api/2\\.1/clusters/(?:start|delete|events)",
    "/api/2\\.1/unity-catalog/entity-tag-assignments",
    "/api/2\\.0/pipelines/[^/]+/stop",
    "/api/2\\.2/jobs/(?:run-now|runs/submit|runs/cancel|runs/cancel-all)",
  ].join("|")})$`,
);

/** Statements that do harm when they are carried out twice. */
const harmfulStatement = /^INSERT INTO| AS refresh /;

/** A statement whose result comes in three chunks, and one that could, by its words, do more than read. */
const chunked = { sqlStatement: "SELECT id FROM range(5)", sqlParameters: "" };
const once = { sqlStatement: "SELECT id AS refresh FROM range(5)", sqlParameters: "" };

const isHarmful = ({ method, path, body }: Partial<LoggedRequest>): boolean =>
  method === "POST" &&
  (!harmless.test(path ?? "") ||
    harmfulStatement.test((body as { statement?: string } | null)?.statement ?? ""));

/** What runs statements of its own. */
const asksTheEngine = new Set(["runSql", "newRows", "tableChanges"]);

/** Whether Databricks answers all of these requests with nothing, as its API description says. */
const areAnsweredWithNothing = (requests: readonly LoggedRequest[]): boolean =>
  requests.every(({ method, path }) => operationOf(method, path)?.response === null);

/** A subject with what it is given. */
interface Case {
  name: string;
  subject: Subject;
  parameters: Record<string, unknown>;
  /** Whether it never sends anything twice. */
  neverRepeats?: boolean;
  /** Rows whose answer it gives as it is. */
  takes?: string[];
  /** Rows after which its lost statement is found in the query history. */
  finds?: string[];
}

const raw = subjectOf("rawRequest");
const takes = ["200 with an empty body", "200 with a list", "200 with null"];
const repeats = { maxRetries: "30", useExponentialBackoff: "true", timeout: "60000" };
const context = {
  url: "/1.2/contexts/create",
  method: "POST",
  data: { clusterId: clusterExample.cluster_id, language: "python" },
};

const rawCases: Case[] = [
  { name: "rawRequest", subject: raw, parameters: exampleParameters(raw), takes, neverRepeats: true },
  { name: "rawRequestRepeated", subject: raw, parameters: { ...exampleParameters(raw), ...repeats }, takes },
  { name: "rawRequestPost", subject: raw, parameters: { ...context, ...repeats }, takes },
];

/** Beside or instead of their examples. */
const ownParameters: Record<string, Record<string, unknown>> = {
  runSql: chunked,
  // How often an answer is asked for depends on real work, which virtual time does not wait for.
  askGenie: { waitForCompletion: "false" },
  // The source is opened first: while it waits to be read, virtual time does not pass.
  uploadFileFromUrl: { createFolders: "false", filePath: "/Volumes/workspace/default/landing/new.csv" },
};

/** Rows whose answer is no error to some. */
const ownTakes: Record<string, string[]> = { tableExists: ["404"] };

const cases: Case[] = [
  ...subjects
    // Run Code waits for real work, which virtual time does not: test/code.test.ts has its faults.
    .filter((subject) => subject !== raw && subject.key !== "runCode")
    .map((subject) => ({
      name: subject.key,
      subject,
      parameters: { ...exampleParameters(subject), ...ownParameters[subject.key] },
      takes: ownTakes[subject.key],
    })),
  {
    name: "runSqlOnce",
    subject: subjectOf("runSql"),
    parameters: { ...exampleParameters(subjectOf("runSql")), ...once },
    finds: ["dropped once after the handler", "hung once after the handler"],
  },
  ...rawCases,
];

const line = (cells: string[]): string =>
  `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;

/** A row with what came of it. */
interface Struck {
  row: FaultRow;
  aftermath: Aftermath;
}

/** A row of the golden table. */
const tableRow = ({ row, aftermath }: Struck, usual: unknown): string =>
  line([
    row.name,
    sentInWords(aftermath.requests),
    `${Math.round(aftermath.elapsedMs / 100) / 10} s`,
    seenByBuilder(aftermath, usual),
  ]);

const table = ({ name }: Case, rows: string[]): string =>
  [
    `# ${name}: what comes of a fault`,
    "",
    line(["fault", "sent", "takes", "the builder sees"]),
    line(["---", "---", "---", "---"]),
    ...rows,
    "",
  ].join("\n");

const goldenName = ({ name }: Case): string => `faults/${name}.md`;

const strikesSecond = ({ name }: FaultRow): boolean => name.startsWith("second request");

const expectedOf = (one: Case, row: FaultRow, atRisk: boolean): Outcome => {
  if (one.takes?.includes(row.name) || one.finds?.includes(row.name)) return "result";
  if (one.neverRepeats) return "error";
  return atRisk ? row.once : row.repeatable;
};

/** What is the same result: it may also say, and only then, that its counts are not certain. */
const isSameResult = (result: unknown, usual: unknown): boolean => {
  if (comparable(result) === comparable(usual)) return true;
  const { message, ...counted } = { message: "", ...(result as object) };
  return message.includes("is not certain") && comparable(counted) === comparable(usual);
};

/** What is wrong with what came of a fault, whatever the golden table says. */
const complaints = (one: Case, row: FaultRow, aftermath: Aftermath, usual: unknown): string[] => {
  const { error, result, requests } = aftermath;
  const [first = {}, second = {}] = requests;
  // A first request that only looks may be followed by one that does harm when it is carried out twice.
  const isSecondAtRisk = strikesSecond(row) && !isHarmful(first) && isHarmful(second);
  const atRisk = isHarmful(first) || isSecondAtRisk;
  const expected = isSecondAtRisk ? "error" : expectedOf(one, row, atRisk);
  const found: string[] = [];
  // The answer to a HEAD has no body: what one would say is not known, only its status.
  const struck: Partial<LoggedRequest> = strikesSecond(row) ? second : first;
  const isUntold = struck.method === "HEAD" && row.faults.some(({ body }) => body !== undefined);
  if (expected !== (error ? "error" : "result") && !isUntold) {
    found.push(`expected the ${expected}, got ${seenByBuilder(aftermath, usual)}`);
  }
  if (!error && !one.takes?.includes(row.name) && !isSameResult(result, usual)) {
    found.push(`another result than usual: ${JSON.stringify(result)}`);
  }
  if (atRisk && !row.refused && requests.filter(isHarmful).length > 1) {
    found.push(`may have been carried out twice: ${sentInWords(requests)}`);
  }
  // The body of a file may be anything: what is no answer of Databricks is known by its headers.
  const isOfFile =
    /^200 with/.test(row.name) && requests.some(({ path }) => path.startsWith("/api/2.0/fs/files/"));
  const saysNothing = isOfFile || (one.neverRepeats && (row.refused || row.repeatable === "result"));
  const says = saysNothing || isUntold ? undefined : row.says;
  if (error && says && !says.test(error.message)) found.push(`does not say ${says}: ${error.message}`);
  const name = row.connection ? "ConnectionError" : "DatabricksError";
  if (error && error.name !== name && !isUntold) found.push(`is a ${error.name}, not a ${name}`);
  return found.map((complaint) => `${one.name} at "${row.name}": ${complaint}`);
};

/** Whether every case meets every fault, and not only one case of each class. */
const meetsAll = process.env.SUITE === "rest" || process.env.UPDATE_GOLDEN === "1";

/** The first case of each class, which meets every fault. */
const representatives = new Map<string, Case>();

/** Whether a case meets every fault: all do in the full suite, else the first of its class. */
const meetsEveryFault = (one: Case): boolean => {
  if (meetsAll) return true;
  const ofClass = classOf(readGolden(goldenName(one)));
  if (!representatives.has(ofClass)) representatives.set(ofClass, one);
  return representatives.get(ofClass) === one;
};

describe.each(cases.map((one) => [one.name, one] as const))("%s", (name, each) => {
  const workspace = useSharedWorkspace();
  beforeAll(async () => {
    // Two chunks: one more request than the submission, so that its fault strikes no sibling by chance.
    await workspace.statements({ rows_per_chunk: 3 });
    await prepareGround(workspace, each.subject.key);
  });

  const runRow = async (row: Pick<FaultRow, "faults">): Promise<Aftermath> => {
    // A new engine for each row would take long, and a small query leaves nothing behind.
    if (asksTheEngine.has(each.subject.key)) {
      await workspace.forget();
      await workspace.clearFaults();
    } else {
      await workspace.reset();
      await prepareGround(workspace, each.subject.key);
    }
    return runWithFaults(workspace, each.subject, each.parameters, row.faults);
  };

  it("does the right thing at every fault", async () => {
    const { result: usual, error, requests } = await runRow({ faults: [] });
    expect(`${name} without a fault: ${error ?? "no error"}`).toBe(`${name} without a fault: no error`);
    const one = areAnsweredWithNothing(requests)
      ? { ...each, takes: [...(each.takes ?? []), "200 with an empty body"] }
      : each;
    const everyRow = rowsFor(tellsOfRights.has(one.subject.key) ? 1 : requests.length);
    const isWhole = meetsEveryFault(each);
    const struck: Struck[] = [];
    const isTold = (row: FaultRow): boolean => tellingFaults.includes(row.name);
    for (const row of everyRow.filter((row) => isWhole || isTold(row)))
      struck.push({ row, aftermath: await runRow(row) });
    expect(struck.flatMap(({ row, aftermath }) => complaints(one, row, aftermath, usual))).toEqual([]);
    const rows = struck.map((stroke) => tableRow(stroke, usual));
    if (isWhole) expectGoldenText(goldenName(one), table(one, rows));
    else {
      const golden = rowsOfTable(readGolden(goldenName(one)));
      expect([...golden.keys()]).toEqual(everyRow.map((row) => row.name));
      expect(rows).toEqual(struck.map(({ row }) => golden.get(row.name)));
    }
  });
});

it("a few faults tell every class of requests from the others", () => {
  const tables = cases.map((one) => readGolden(goldenName(one)));
  const byFew = new Map<string, Set<string>>();
  for (const golden of tables) {
    const few = classOf(golden, tellingFaults);
    byFew.set(few, (byFew.get(few) ?? new Set()).add(classOf(golden)));
  }
  const mixed = [...byFew].filter(([, classes]) => classes.size > 1);
  expect(mixed.map(([few, { size }]) => `${size} classes show the same at these faults:\n${few}`)).toEqual(
    [],
  );
});
