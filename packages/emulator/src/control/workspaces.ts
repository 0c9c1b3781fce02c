/** All workspaces of one server: one per personal access token. */

import type { CompleteSeed } from "../seed/seed";
import type { Principal } from "../services/identity/principal";
import { Workspace, type WorkspaceOptions } from "../workspace";
import { newWorkspaceCredentials, type WorkspaceCredentials } from "./credentials";
import { Ids } from "./ids";

/** Whose request it is, and in which workspace. */
interface Caller {
  workspace: Workspace;
  principal: Principal;
}

export class Workspaces {
  /** Where the server listens and where its cloud storage does, known once both listen. */
  url = "";
  storageUrl = "";
  /** The account that all of them belong to. */
  readonly accountId: string;
  readonly #ids: Ids;
  readonly #clientIds: Ids;
  readonly #byToken = new Map<string, Workspace>();

  /**
   * @param idSeed of the tokens, ids and secrets that the workspaces are reached by
   * @param seed what a fresh workspace holds
   */
  constructor(
    idSeed: number,
    readonly seed: CompleteSeed,
  ) {
    this.#ids = new Ids(idSeed, "credentials");
    this.#clientIds = new Ids(idSeed, "clients");
    this.accountId = new Ids(idSeed, "account").uuid();
  }

  /** Makes a fresh workspace with its own token and clients. */
  create(options: Omit<WorkspaceOptions, "seed"> = {}): Workspace {
    const credentials = newWorkspaceCredentials(this.#ids, this.#clientIds);
    const account = { accountId: this.accountId, workspaceId: credentials.organizationId };
    return this.#open(
      { ...options, seed: this.seed },
      options.accountHost ? { ...credentials, account } : credentials,
    );
  }

  /** Every workspace, the oldest first. */
  all(): Workspace[] {
    return [...this.#byToken.values()];
  }

  /** The workspace that the server was started with, while it is open. */
  first(): Workspace | undefined {
    return this.all()[0];
  }

  /** The caller that a bearer token stands for; undefined where it is unknown or has expired. */
  caller(token: string): Caller | undefined {
    for (const workspace of this.all()) {
      const principal = workspace.identity.principalOf(token);
      if (principal) return { workspace, principal };
    }
    return undefined;
  }

  /** Why a token that its issuer stands for is refused, in the workspace's words; undefined for any other token. */
  refusalOf(token: string): string | undefined {
    for (const { identity } of this.all()) {
      const refusal = identity.entra.refusalOf(token);
      if (refusal) return refusal;
    }
    return undefined;
  }

  /** The workspace that a client belongs to, whatever its kind. */
  ofClient(clientId: string): Workspace | undefined {
    return this.all().find(({ credentials: { app, entra, publicAppClientId, ...own } }) =>
      [own.clientId, app.clientId, publicAppClientId, entra.clientId].includes(clientId),
    );
  }

  /** The workspace whose results lie under this first segment of a storage path. */
  ofStorage(storageId: string): Workspace | undefined {
    return this.all().find(({ credentials }) => credentials.storageId === storageId);
  }

  /** The workspace that this personal access token reaches. */
  ofToken(token: string): Workspace | undefined {
    return this.#byToken.get(token);
  }

  /** Puts a fresh workspace, with the same options and credentials, in the place of this one. */
  async reset(workspace: Workspace): Promise<Workspace> {
    const fresh = this.#open(workspace.options, workspace.credentials);
    await workspace.close();
    return fresh;
  }

  /** Closes a workspace; its token is unknown from then on. */
  async remove(workspace: Workspace): Promise<void> {
    this.#byToken.delete(workspace.credentials.token);
    await workspace.close();
  }

  /** Closes every workspace. */
  async close(): Promise<void> {
    await Promise.all(this.all().map((workspace) => this.remove(workspace)));
  }

  #open(options: WorkspaceOptions, credentials: WorkspaceCredentials): Workspace {
    const workspace = new Workspace(credentials, this, options);
    this.#byToken.set(credentials.token, workspace);
    return workspace;
  }
}
