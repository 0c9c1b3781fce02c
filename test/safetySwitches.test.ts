/** What a connection's safety switches refuse, over every action, data source and trigger. */
import { refuseChange } from "../src/http/readOnly";
import { actingReason } from "../src/services/sql/sqlEffects";
import {
  actions,
  exampleParameters,
  failureOf,
  run,
  type Subject,
  subjectOf,
  subjects,
  tokenConnection,
} from "./support/component";
import { prepareGround } from "./support/exampleSetup";
import { readGolden } from "./support/goldenFile";
import { changesIn, NotificationFlow } from "./support/notificationFlow";
import { useWorkspace } from "./support/workspace";

interface GoldenRequest {
  request: string;
  headers?: Record<string, string>;
  body?: { statement?: string };
}

const workspace = useWorkspace();

/** Runs a subject with a connection whose switches are set. */
const runWith = (
  switches: Record<string, unknown>,
  subject: Subject,
  parameters: Record<string, unknown> = exampleParameters(subject),
): Promise<unknown> => run(subject, { connection: tokenConnection(workspace, switches), parameters });

/** The requests that arrived, as methods and paths. */
const arrived = async (): Promise<string[]> =>
  (await workspace.requests()).map(({ method, path }) => `${method} ${path}`);

describe("with Read Only on", () => {
  const readOnly = { readOnly: "true" };
  /** Actions whose inputs decide whether they write; those of their examples read. */
  const dependsOnInputs = ["rawRequest", "runSql", "runQuery"];
  const writes = actions.filter(({ key, readsOnly }) => !readsOnly && !dependsOnInputs.includes(key));
  const reads = subjects.filter((subject) => !writes.includes(subject));

  it.each(writes.map((subject) => [subject.label, subject] as const))(
    "%s is refused, and nothing is sent",
    async (label, subject) => {
      await prepareGround(workspace, subject.key);
      const { name, message } = await failureOf(runWith(readOnly, subject));
      expect(name).toBe("DatabricksError");
      expect(message).toBe(
        `${label} failed (READ_ONLY): Read Only is on in the connection, and this action may change something. Nothing was sent.`,
      );
      expect(await arrived()).toEqual([]);
    },
  );

  it.each(reads.map((subject) => [subject.label, subject] as const))(
    "%s gives what it gives otherwise",
    async (_label, subject) => {
      await prepareGround(workspace, subject.key);
      const result = await runWith(readOnly, subject);
      expect(typeof result).toBe(typeof subject.example);
      const others = (await arrived()).filter((request) => !/^(?:GET|HEAD) /.test(request));
      const readings =
        /^POST \/api\/2\.\d\/(?:sql\/statements|clusters\/events|mlflow\/(?:runs|experiments)\/search|vector-search\/indexes\/[^/]+\/(?:query|scan))\/?$/;
      expect(others.filter((request) => !readings.test(request))).toEqual([]);
    },
  );

  /** What an action without a refusal of its own would send, as its golden file has it. */
  const goldenRequests = (key: string): GoldenRequest[] =>
    Object.values(JSON.parse(readGolden(`${key}.json`)) as Record<string, GoldenRequest[]>).flat();

  // What goes to other hosts is in no golden file.
  const toWorkspace = writes.filter(({ key }) => key !== "sendFileToUrl");

  it.each(toWorkspace.map((subject) => [subject.label, subject] as const))(
    "%s sends what the client itself would refuse",
    (_label, { key }) => {
      const refused = goldenRequests(key).filter(({ request, headers, body }) => {
        const [method = "", address = ""] = request.split(" ");
        const reason = body?.statement && actingReason(body.statement);
        const effect = { reads: body?.statement !== undefined && reason === undefined, mayChange: reason };
        const target = new URL(address, "https://workspace.example");
        return refuseChange(request, { method, target, headerNames: Object.keys(headers ?? {}), ...effect });
      });
      expect(refused).not.toEqual([]);
    },
  );

  it("Job Notification sets nothing up, and says on removal what stays", async () => {
    const connection = tokenConnection(workspace, readOnly);
    const flow = new NotificationFlow(workspace);
    expect((await failureOf(flow.deploy({ connection }))).message).toMatch(
      /^POST \/api\/2\.0\/notification-destinations failed \(READ_ONLY\): Read Only is on .* was not set up\.$/,
    );
    expect(await changesIn(workspace)).toEqual([]);
    await flow.deploy();
    await workspace.forget();
    await flow.remove({ connection });
    expect(flow.warnings().join("\n")).toMatch(/from job \d+ by hand: .*Read Only is on in the connection/);
    expect(await changesIn(workspace)).toEqual([]);
  });

  it("a statement that may act is refused before it is sent, and one that reads is run", async () => {
    const runSql = (sqlStatement: string, more: Record<string, unknown> = {}) =>
      runWith(readOnly, subjectOf("runSql"), {
        ...exampleParameters(subjectOf("runSql")),
        sqlStatement,
        sqlParameters: "",
        ...more,
      });
    for (const statement of [
      "INSERT INTO t VALUES (1)",
      "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a",
      "SELECT 1; DROP TABLE t",
      "EXECUTE IMMEDIATE 'DROP TABLE t'",
      "SELECT `ai_query`('agent', 'x')",
    ]) {
      const { message } = await failureOf(runSql(statement));
      expect(message).toMatch(
        /^POST \/api\/2\.0\/sql\/statements failed \(READ_ONLY\): Read Only is on in the connection, and the statement may change something: .*\. Nothing was sent\.$/,
      );
      expect((await failureOf(runSql(statement, { waitForResult: "false" }))).message).toBe(message);
    }
    expect(await arrived()).toEqual([]);
    expect(await runSql("SELECT 1 AS one")).toMatchObject({ rows: [{ one: 1 }] });
    expect(await runSql("SHOW SCHEMAS IN workspace")).toHaveProperty("rows");
  });

  it("a statement of its own is cancelled when its time is up, since that only cleans up", async () => {
    await workspace.statements({ run_ms: 3_600_000 });
    const running = runWith(readOnly, subjectOf("runSql"), {
      ...exampleParameters(subjectOf("runSql")),
      timeoutSeconds: "1",
    });
    expect((await failureOf(running)).message).toMatch(/was cancelled/);
    expect((await arrived()).filter((request) => request.endsWith("/cancel"))).toHaveLength(1);
  });
});

it.each([
  [{ readOnly: "yes" }, /^Read Only must be true or false/],
  [{ maxResultRows: "many" }, /^Max Result Rows must be a whole number/],
  [{ maxResultMegabytes: "1 GB" }, /^Max Result Megabytes must be a number/],
  [{ maxStatements: "-1" }, /^Max Statements At A Time must be a whole number/],
])("a switch that cannot be read stops every step: %j", async (switches, reason) => {
  for (const key of ["listClusters", "runSql", "selectWarehouse"]) {
    const { name, message } = await failureOf(runWith(switches, subjectOf(key)));
    expect(name).toBe("ConnectionError");
    expect(message).toMatch(reason);
  }
  expect(await arrived()).toEqual([]);
});
