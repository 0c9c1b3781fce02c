/** The client with which the tests of grants call a workspace. */
import { startAt } from "../../fixedStart";
import { resetWorkspace } from "../../resetWorkspace";
import { type RunningWorkspace, startWorkspace } from "../../server";

type Fields = Record<string, unknown>;

/** Calls a workspace that is started afresh, its clock standing still, for each test of the file. */
export const grantsClient = () => {
  let server: RunningWorkspace;
  beforeAll(async () => {
    server = await startWorkspace({ clock: "manual", startAt });
  });
  afterEach(() => resetWorkspace(server));
  afterAll(() => server.close());

  const call = async (method: string, path: string, body?: object, token = server.token) => {
    const answer = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Fields };
  };

  return {
    server: () => server,
    call,
    /** Takes a privilege away. */
    revoke: async (securable: string, id: string | number, privilege: string): Promise<void> => {
      const { status } = await call("POST", "/__workspace/grants", {
        revoke: [{ securable, id, privilege }],
      });
      expect(status).toBe(200);
    },
  };
};
