/** What each action and data source sends, byte for byte, held against committed files. */

import { clusterExample, terminatedClusterExample } from "../src/services/clusters/clustersExamples";
import { stoppedWarehouseExample } from "../src/services/warehouses/warehousesExamples";
import { exampleParameters, failureOf, runIn, type Subject, subjects } from "./support/component";
import { prepareGround } from "./support/exampleSetup";
import { expectGoldenJson } from "./support/goldenFile";
import { freshWorkspace, type LoggedRequest, type TestWorkspace } from "./support/workspace";

/** One more run of a subject, beside the one with the examples of its inputs. */
interface Scenario {
  name: string;
  parameters?: Record<string, unknown>;
  /** The status that the run fails with after its request was sent. */
  fails?: number;
  /** What is done to the workspace first. */
  prepare?: (workspace: TestWorkspace) => Promise<void>;
}

const many = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    ...clusterExample,
    cluster_id: `1118-093000-many${index}`,
  }));

const scenarios = (): Record<string, Scenario[]> => ({
  rawRequest: rawScenarios,
  listClusters: [
    {
      name: "more clusters than a page holds",
      prepare: async (workspace) => {
        await workspace.seed({ clusters: many(45), replace: true });
      },
    },
  ],
  createExecutionContext: [{ name: "another language", parameters: { language: "sql" } }],
  startTerminatedCluster: [
    { name: "a terminated cluster", parameters: { clusterId: terminatedClusterExample.cluster_id } },
  ],
  startWarehouse: [{ name: "a stopped warehouse", parameters: { warehouseId: stoppedWarehouseExample.id } }],
  runCommand: [
    { name: "code of several lines", parameters: { command: 'name = "Ünïcödé \\u2028 😀"\nprint(name)\n' } },
  ],
  runSql: [
    { name: "no parameters", parameters: { sqlStatement: "SELECT 1 AS one", sqlParameters: "" } },
    {
      name: "parameters of several types, one of them NULL",
      parameters: {
        sqlStatement: "SELECT :id AS id, :name AS name, :day AS day",
        sqlParameters: [
          { name: "id", value: "9007199254740993", type: "BIGINT" },
          { name: "name", value: null },
          { name: "day", value: "2025-11-18", type: "DATE" },
        ],
      },
    },
    {
      name: "a result of three chunks",
      parameters: { sqlStatement: "SELECT id FROM range(30)", sqlParameters: "" },
      prepare: (workspace) => workspace.statements({ rows_per_chunk: 10 }),
    },
  ],
});

const pair = (key: string, value: unknown): object => ({ key, value });

const rawScenarios: Scenario[] = [
  {
    name: "parameters of the URL and of its own input, a header",
    parameters: {
      url: "/api/2.1/clusters/list?page_size=1",
      queryParams: [pair("sort_by.field", "CLUSTER_NAME"), pair("filter_by.cluster_states", "RUNNING")],
      headers: [pair("X-Trace", "a"), pair("Authorization", "Bearer another"), pair("Accept", "text/plain")],
    },
  },
  {
    name: "a body of JSON text, digit for digit",
    fails: 400,
    parameters: { url: "2.2/jobs/run-now", method: "POST", data: '{ "job_id": 9007199254740993 }' },
  },
  {
    name: "a body of an object",
    parameters: {
      url: "/1.2/contexts/create",
      method: "POST",
      data: { clusterId: clusterExample.cluster_id, language: "python" },
    },
  },
  {
    name: "a body of text",
    fails: 400,
    parameters: { url: "/2.2/jobs/run-now", method: "POST", data: "Ünïcödé" },
  },
  {
    name: "a form with a file",
    fails: 400,
    parameters: {
      url: "/2.0/workspace/import",
      method: "POST",
      formData: [pair("path", "/Shared/a.py"), pair("overwrite", "true")],
      fileData: [pair("content", { data: Buffer.from("print(1)"), contentType: "text/x-python" })],
      fileDataFileNames: [pair("content", "a.py")],
    },
  },
];

/** Headers that differ from run to run, or that the transport sets. */
const volatileHeaders = new Set(["connection", "content-length", "host"]);

const volatileText: [RegExp, string][] = [
  [/^Bearer .+$/, "Bearer <token>"],
  [/^databricks-component\/\d+\.\d+\.\d+$/, "databricks-component/<version>"],
  [/01f0[0-9a-f]{4}-[0-9a-f]{4}-1[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/, "<statement id>"],
  [/(?<="statement_key","value":")[^"]+/, "<statement key>"],
  [/(?<="string_value":")[^"]+/, "<secret>"],
  [/-{20,}[0-9a-zA-Z]+/g, "<boundary>"],
  [/\/[0-9a-f]{32}\/(?=results\/)/, "/<storage>/"],
];

const stable = (text: string): string =>
  volatileText.reduce((shown, [form, placeholder]) => shown.replace(form, placeholder), text);

/** A query without the signature of a link, which differs from run to run. */
const withoutSignature = (query: LoggedRequest["query"]): object =>
  "X-Amz-Signature" in query ? { ...query, "X-Amz-Signature": "<signature>" } : query;

const sent = ({ method, path, query, headers, body }: LoggedRequest): object => ({
  request: `${method} ${stable(path)}`,
  ...(Object.keys(query).length > 0 && { query: withoutSignature(query) }),
  headers: Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !volatileHeaders.has(name))
      .map(([name, value]) => [name, stable(String(value))])
      .sort(),
  ),
  ...(body !== null && {
    body: typeof body === "string" ? stable(body) : JSON.parse(stable(JSON.stringify(body))),
  }),
});

const chunk = /\/result\/chunks\/(\d+)$/;

const chunkOf = ({ path }: LoggedRequest): number => Number(chunk.exec(path)?.[1] ?? 0);

/** Chunks are fetched several at a time and arrive in any order: here they stand by their numbers. */
const inOrder = (requests: LoggedRequest[]): LoggedRequest[] => [
  ...requests.filter((request) => chunkOf(request) === 0),
  ...requests.filter((request) => chunkOf(request) > 0).sort((one, other) => chunkOf(one) - chunkOf(other)),
];

/** A state that is asked for until it has changed stands once: how often depends on the machine. */
const onceEach = (requests: object[]): object[] =>
  requests.filter((request, index) => JSON.stringify(request) !== JSON.stringify(requests[index - 1]));

const runScenario = async (subject: Subject, { parameters, prepare, fails }: Scenario): Promise<object[]> => {
  const workspace = await freshWorkspace();
  try {
    await prepareGround(workspace, subject.key);
    await prepare?.(workspace);
    const running = runIn(workspace, subject.key, { ...exampleParameters(subject), ...parameters });
    if (fails) expect(await failureOf(running)).toMatchObject({ status: fails });
    else await running;
    return onceEach(inOrder(await workspace.requests()).map(sent));
  } finally {
    await workspace.close();
  }
};

it.each(subjects.map((subject) => [subject.key, subject] as const))(
  "%s sends exactly its golden requests",
  async (key, subject) => {
    const all = [{ name: "the examples of its inputs" }, ...(scenarios()[key] ?? [])];
    const requests: Record<string, object[]> = {};
    for (const scenario of all) requests[scenario.name] = await runScenario(subject, scenario);
    expectGoldenJson(`${key}.json`, requests);
  },
);
