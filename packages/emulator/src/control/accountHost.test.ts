import { type RunningWorkspace, startWorkspace } from "../server";

let running: RunningWorkspace;
beforeEach(async () => {
  running = await startWorkspace({ clock: "manual", accountHost: true });
});
afterEach(() => running.close());

const me = "/api/2.0/preview/scim/v2/Me";

const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(running.url + path, {
    headers: { authorization: `Bearer ${running.token}`, ...headers },
    redirect: "manual",
  });

const ofWorkspace = (id = running.account?.workspaceId ?? ""): Record<string, string> => ({
  "x-databricks-org-id": id,
});

describe("a host that serves all workspaces of an account", () => {
  it("sends who names no workspace to its sign-in page, and tells nothing of one", async () => {
    const answer = await ask(me);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`/login.html?next_url=${encodeURIComponent(me)}`);
    expect(answer.headers.has("x-databricks-org-id")).toBe(false);
  });

  it("serves the workspace that a header or the address names", async () => {
    expect((await ask(me, ofWorkspace())).status).toBe(200);
    expect((await ask(`${me}?o=${running.account?.workspaceId}`)).status).toBe(200);
  });

  it("refuses a token of another workspace than the one that is named", async () => {
    const answer = await ask(me, ofWorkspace("99"));
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ message: "Invalid access to Org: 99" });
  });

  it.each(["/oidc/.well-known/oauth-authorization-server", "/oidc/v1/token"])(
    "refuses to have a workspace named at its sign-in: %s",
    async (path) => {
      expect((await ask(path, ofWorkspace())).status).toBe(400);
    },
  );

  it("says where its account signs in, and knows no other account", async () => {
    const accountId = running.account?.accountId;
    const configuration = await (await ask("/.well-known/databricks-config")).json();
    expect(configuration).toEqual({
      oidc_endpoint: `${running.url}/oidc/accounts/${accountId}`,
      account_id: accountId,
      cloud: "AWS",
      host_type: "unified",
    });
    const metadata = (id = "") => ask(`/oidc/accounts/${id}/.well-known/oauth-authorization-server`);
    expect(await (await metadata(accountId)).json()).toMatchObject({
      token_endpoint: `${running.url}/oidc/accounts/${accountId}/v1/token`,
    });
    expect((await metadata("another")).status).toBe(404);
  });

  it("leaves the control API alone", async () => {
    expect((await ask("/__workspace/clock")).status).toBe(200);
  });
});

it("a workspace's own host needs no name", async () => {
  const own = await startWorkspace({ clock: "manual" });
  try {
    const answer = await fetch(own.url + me, { headers: { authorization: `Bearer ${own.token}` } });
    expect(answer.status).toBe(200);
    expect(own.account).toBeUndefined();
  } finally {
    await own.close();
  }
});
