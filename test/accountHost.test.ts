/** A host that serves all workspaces of an account: each request says which one it is for, a sign-in never does. */
import { clusterExample } from "../src/services/clusters/clustersExamples";
import { currentUserExample } from "../src/services/users/usersExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import {
  exampleParameters,
  failureOf,
  principalConnection,
  run,
  subjectOf,
  subjects,
  tokenConnection,
  whoAmI,
} from "./support/component";
import { PolledFlow } from "./support/polledFlow";
import { signInAs, userFields } from "./support/signIns";
import { freshWorkspace, useWorkspace } from "./support/workspace";

const workspace = useWorkspace({ account_host: true });
let id: string;
beforeEach(() => {
  id = workspace.clients.workspace_id ?? "";
});

/** The workspace's ID as each API request named it. */
const named = async (): Promise<unknown[]> =>
  (await workspace.requests())
    .filter(({ target, path }) => target === "api" && !path.startsWith("/oidc/"))
    .map(({ headers }) => headers["x-databricks-org-id"]);

describe("the workspace is named", () => {
  it.each<[string, () => Record<string, unknown>]>([
    ["in the address", () => ({ host: `${workspace.url}/?o=${id}` })],
    ["in a deep link", () => ({ host: `${workspace.url}/sql/warehouses/1?o=${id}#top` })],
    ["in an input of its own", () => ({ workspaceId: ` ${id}\n` })],
    ["in both, alike", () => ({ host: `${workspace.url}/?o=${id}`, workspaceId: id })],
  ])("%s", async (_name, fields) => {
    expect(await whoAmI(tokenConnection(workspace, fields()))).toEqual(currentUserExample);
    expect(await named()).toEqual([id]);
  });

  it("in the token URL of a service principal, whose sign-in must not name it", async () => {
    const token = await workspace.signIn();
    const tokenUrl = `${workspace.url}/oidc/v1/token?o=${id}`;
    expect(await whoAmI(principalConnection(workspace, token, { tokenUrl }))).toMatchObject({
      userName: workspace.clientId,
    });
    expect(await named()).toEqual([id]);
  });

  it("beside the host of a user", async () => {
    const connection = await signInAs("userOAuth", { ...userFields(workspace), workspaceId: id });
    expect(await whoAmI(connection)).toEqual(currentUserExample);
    expect(await named()).toEqual([id]);
  });

  it("by every action and data source", async () => {
    const connection = tokenConnection(workspace, { workspaceId: id });
    for (const one of subjects.filter(({ readsOnly, inputs }) => readsOnly && inputs.length <= 2)) {
      await run(one, { connection, parameters: exampleParameters(one) });
    }
    expect(new Set(await named())).toEqual(new Set([id]));
  });
});

describe("a raw request", () => {
  const raw = (parameters: Record<string, unknown>, workspaceId = id): Promise<unknown> =>
    run(subjectOf("rawRequest"), {
      connection: tokenConnection(workspace, { workspaceId }),
      parameters: { method: "GET", responseType: "json", ...parameters },
    });

  it("names the workspace, too", async () => {
    expect(await raw({ url: "/2.0/preview/scim/v2/Me" })).toMatchObject({
      userName: currentUserExample.userName,
    });
  });

  it("names none to the sign-in, which would refuse it", async () => {
    expect(await raw({ url: `${workspace.url}/oidc/.well-known/oauth-authorization-server` })).toHaveProperty(
      "token_endpoint",
    );
    const refused = raw({
      url: `${workspace.url}/oidc/.well-known/oauth-authorization-server`,
      headers: [{ key: "x-databricks-org-id", value: id }],
    });
    expect((await failureOf(refused)).message).toContain("HTTP 400");
  });

  it("lets a header that a builder gave count", async () => {
    const headers = [{ key: "X-Databricks-Org-Id", value: "99" }];
    const { message } = await failureOf(raw({ url: "/2.0/preview/scim/v2/Me", headers }));
    expect(message).toContain("Invalid access to Org: 99");
  });
});

describe("the error", () => {
  it("asks for the ID where it is missing", async () => {
    const { message } = await failureOf(whoAmI(tokenConnection(workspace)));
    expect(message).toMatch(/HTTP 303.*also enter Workspace ID: the digits after \?o=/);
  });

  it("says that the token is not one of that workspace where the ID is another one's", async () => {
    const error = await failureOf(whoAmI(tokenConnection(workspace, { workspaceId: "99" })));
    expect(error.name).toBe("ConnectionError");
    expect(error.message).toMatch(/Invalid access to Org: 99.*not in this workspace.*Workspace ID/);
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ workspaceId: "x" }, /^Workspace ID is not a workspace ID/],
    [
      { host: "https://a.example/?o=1", workspaceId: "2" },
      /^Workspace ID is 2, but Host names the workspace 1/,
    ],
    [{ host: "https://a.example/?o=x" }, /^Host names the workspace by \?o=x/],
  ])("names the input, before anything is sent: %j", async (fields, says) => {
    const error = await failureOf(whoAmI(tokenConnection(workspace, fields)));
    expect(error.name).toBe("ConnectionError");
    expect(error.message).toMatch(says);
    expect(await workspace.requests()).toEqual([]);
  });

  it("leads to the query history of that workspace", async () => {
    const running = run(subjectOf("runSql"), {
      connection: tokenConnection(workspace, { workspaceId: id }),
      parameters: { warehouseId: warehouseExample.id, sqlStatement: "SELECT nothing FROM nowhere" },
    });
    expect((await failureOf(running)).message).toMatch(
      new RegExp(`${workspace.url}/sql/history\\?queryId=[\\w-]+&o=${id}(?:\\D|$)`),
    );
  });
});

it("results come from storage without the workspace's ID", async () => {
  await workspace.statements({ rows_per_chunk: 2 });
  const result = await run(subjectOf("runSql"), {
    connection: tokenConnection(workspace, { workspaceId: id }),
    parameters: {
      warehouseId: warehouseExample.id,
      sqlStatement: "SELECT id FROM range(5)",
      disposition: "externalLinks",
    },
  });
  expect(result).toMatchObject({ rows: { length: 5 } });
  const downloads = (await workspace.requests()).filter(({ target }) => target === "storage");
  for (const { headers } of downloads) expect(headers).not.toHaveProperty("x-databricks-org-id");
});

describe("what a trigger keeps", () => {
  const hasBegunAnew = /polling starts again/;

  const pollWith = async (...ids: (string | undefined)[]): Promise<string> => {
    const ordinary = await freshWorkspace();
    const flow = new PolledFlow(ordinary, "jobRunCompleted", {});
    try {
      for (const workspaceId of ids) {
        flow.connectionFields = { workspaceId };
        await flow.poll();
      }
    } finally {
      await ordinary.close();
    }
    return flow.lines.map(({ text }) => text).join("\n");
  };

  it.each([
    [undefined, "12"],
    ["12", undefined],
    ["12", "12"],
  ])("goes on where the ID is given or left out later: %j, then %j", async (first, second) => {
    expect(await pollWith(first, second)).not.toMatch(hasBegunAnew);
  });

  it("is that of one workspace of a host, also where the ID was left out meanwhile", async () => {
    expect(await pollWith("12", "34")).toMatch(hasBegunAnew);
    expect(await pollWith("12", undefined, "34")).toMatch(hasBegunAnew);
  });
});

describe("the page of a run", () => {
  const page = (path: string) => `${workspace.url}${path}`;

  it("names the workspace in results and errors, where Databricks leaves it out", async () => {
    const run_page_url = page("/jobs/1/runs/2");
    const failed = {
      run_id: 2,
      job_id: 1,
      run_page_url,
      status: { state: "TERMINATED", termination_details: { code: "USER_REQUESTED", type: "CLIENT_ERROR" } },
      tasks: [{ run_id: 3, task_key: "only", run_page_url: page("/jobs/1/runs/3") }],
    };
    await workspace.fault({ path: "/api/2.2/jobs/runs/get", status: 200, body: failed, times: 9 });
    const connection = tokenConnection(workspace, { workspaceId: id });
    expect(await run(subjectOf("getJobRun"), { connection, parameters: { runId: "2" } })).toMatchObject({
      run_page_url: `${run_page_url}?o=${id}`,
      tasks: [{ run_page_url: page(`/jobs/1/runs/3?o=${id}`) }],
    });
    await workspace.fault({ path: "/api/2.2/jobs/run-now", status: 200, body: { run_id: 2 } });
    const parameters = { jobId: "1", waitForCompletion: true };
    const { message } = await failureOf(run(subjectOf("runJob"), { connection, parameters }));
    expect(message).toContain(`See ${run_page_url}?o=${id}`);
  });
});

it("an ordinary host is told, too, which it does not mind", async () => {
  const ordinary = await freshWorkspace();
  try {
    expect(await whoAmI(tokenConnection(ordinary, { workspaceId: "12" }))).toEqual(currentUserExample);
    const [request] = await ordinary.requests();
    expect(request?.headers["x-databricks-org-id"]).toBe("12");
    expect(request?.path).not.toContain(clusterExample.cluster_id);
  } finally {
    await ordinary.close();
  }
});
