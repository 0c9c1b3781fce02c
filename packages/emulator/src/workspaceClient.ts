/** The client with which tests call a workspace: those of the services add what is theirs. */
import { startAt } from "./fixedStart";
import { resetWorkspace } from "./resetWorkspace";
import { type RunningWorkspace, type StartOptions, startWorkspace } from "./server";

type Fields = Record<string, unknown>;

/** Calls a workspace that is fresh for each test of the file; its clock stands still, unless the options say otherwise. */
export const workspaceClient = (options: StartOptions = { clock: "manual", startAt }) => {
  let server: RunningWorkspace;
  beforeAll(async () => {
    server = await startWorkspace(options);
  });
  afterEach(() => resetWorkspace(server));
  afterAll(() => server.close());

  const send = (method: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(server.url + path, {
      ...init,
      method,
      headers: { authorization: `Bearer ${server.token}`, ...init.headers },
    });
  const call = async <Body = Fields>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Body }> => {
    const answer = await send(method, path, {
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Body };
  };

  return {
    server: () => server,
    /** Sends a request with the workspace's token. */
    send,
    /** Sends a request with a JSON body, and reads its response. */
    call,
    /** The body of a response that must be one of success. */
    good: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const answer = await call(method, path, body);
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
      return answer.body as T;
    },
  };
};
