/** Makes workspaces on the test server, and says who can reach them. */
import type { ClockMode } from "../../packages/emulator/src/control/clock";
import { urlVariable } from "./workspaceServer";

/** How a workspace is made. */
export interface WorkspaceOptions {
  clock?: ClockMode;
  /** Workspace time at the start, ms since the epoch. */
  start_at?: number;
  id_seed?: number;
  /** Whether its host serves all workspaces of an account. */
  account_host?: boolean;
}

/** The clients of a workspace beside its own service principal, by the names of the control API. */
export interface OtherClients {
  app_client_id: string;
  app_client_secret: string;
  public_app_client_id: string;
  entra_tenant_id: string;
  entra_other_tenant_id: string;
  entra_client_id: string;
  entra_client_secret: string;
  /** On a host that serves all workspaces of an account. */
  account_id?: string;
  workspace_id?: string;
}

/** Where a workspace is, and who can reach it. */
export interface WorkspaceAccess {
  url: string;
  token: string;
  clientId: string;
  clientSecret: string;
  clients: OtherClients;
}

/** The time at which every workspace of a test begins. */
const startAt = Date.UTC(2025, 10, 18, 12);

const serverUrl = (): string => {
  const url = process.env[urlVariable];
  if (!url) throw new Error(`No workspace server: ${urlVariable} is not set. Run the tests through jest.`);
  return url;
};

/** Makes a workspace with the example objects and a clock that moves only on request. */
export const makeWorkspace = async (options: WorkspaceOptions = {}): Promise<WorkspaceAccess> => {
  const url = serverUrl();
  const response = await fetch(`${url}/__workspace/workspaces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ clock: "manual", start_at: startAt, id_seed: 1, ...options }),
  });
  if (!response.ok) throw new Error(`No workspace was made: ${response.status} ${await response.text()}`);
  const made = (await response.json()) as OtherClients &
    Record<"token" | "client_id" | "client_secret", string>;
  const { token, client_id: clientId, client_secret: clientSecret, ...clients } = made;
  return { url, token, clientId, clientSecret, clients };
};
