/** Where the link to a result may lead: to cloud storage over https, and nowhere else. */
import { failureOf } from "./support/component";
import { linkedStatementId, linkResultTo } from "./support/linkedResult";
import { type ScriptedServer, startScriptedServer } from "./support/scriptedServer";
import { useSqlRuns } from "./support/sqlRuns";

const sql = useSqlRuns<object>({});

let storage: ScriptedServer;
beforeEach(async () => {
  storage = await startScriptedServer(sql.time);
});
afterEach(() => storage.close());

const runSql = (sqlStatement: string): Promise<object> =>
  sql.runSql(sqlStatement, { disposition: "externalLinks" });

describe("a link", () => {
  test.each([
    "http://169.254.169.254/latest/meta-data/iam",
    "https://169.254.169.254/latest/meta-data/iam",
    "https://[::ffff:169.254.169.254]/x",
    "https://[fd00:ec2::254]/x",
    "https://[64:ff9b::a9fe:a9fe]/x",
    "https://metadata.google.internal./x",
    "https://100.100.100.200/x",
    "https://168.63.129.16/x",
    "http://storage.example/x",
    "ftp://storage.example/x",
    "file:///etc/passwd",
    "file://localhost/etc/passwd",
    "data:application/json,[[1],[2]]",
    "javascript:1",
  ])("may not lead to %s", async (url) => {
    await linkResultTo(sql.workspace, url);
    const error = await failureOf(runSql("SELECT 1"));
    expect(error).toMatchObject({ name: "DatabricksError", resourceIds: { statementId: linkedStatementId } });
    expect(error.message).toMatch(/the link to chunk 0 leads to .*, which is not allowed for downloads/);
    expect(error.message).not.toContain("meta-data");
    expect((await sql.workspace.requests()).filter(({ target }) => target === "storage")).toEqual([]);
  });

  test("may not be redirected to what the machine alone can reach", async () => {
    storage.script({ status: 302, headers: { location: "http://169.254.169.254/x" }, body: "" });
    await linkResultTo(sql.workspace, `${storage.url}/x`);
    expect((await failureOf(runSql("SELECT 1"))).message).toContain(
      "(ERR_FR_REDIRECTION_FAILURE): the host redirects to an address that is not allowed.",
    );
    expect(storage.arrivals.length).toBeGreaterThan(0);
  });
});
