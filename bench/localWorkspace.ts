/** The local workspace in a process of its own, as a real one would be, and a plain client for it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

/** How to reach a workspace. */
export interface Workspace {
  url: string;
  token: string;
}

/** What comes back of a statement, as far as measurements look at it. */
export interface Answer {
  statement_id: string;
  status: { state: string; error?: { message: string } };
  manifest?: { total_row_count: number; total_byte_count?: number; total_chunk_count: number };
}

export const statementsRoute = "/api/2.0/sql/statements";

/** Starts the local workspace. The caller ends it. */
export const startLocalWorkspace = async (): Promise<{ workspace: Workspace; end: () => void }> => {
  const root = path.join(__dirname, "..");
  const main = path.join(root, "packages", "emulator", "src", "main.ts");
  const seed = path.join(root, "demo", "seed.ts");
  const child = spawn(process.execPath, ["--import", "tsx", main, "--seed", seed, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { workspace: JSON.parse(line), end: () => void child.kill() };
};

/** Sends a request as it is. @throws Error for an answer that is no success */
export const call = async (
  { url, token }: Workspace,
  method: string,
  route: string,
  body?: object,
): Promise<Answer> => {
  const response = await fetch(url + route, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
};

/** Sets how long statements run and how fast links are. */
export const configure = (workspace: Workspace, settings: object): Promise<Answer> =>
  call(workspace, "POST", "/__workspace/statements", settings);
