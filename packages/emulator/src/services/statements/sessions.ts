/** SQL sessions as the official drivers open them: what names are looked up in, and what SET has set. */

import type { SessionChange, SessionConfiguration } from "databricks-sql-engine";
import { apiError } from "../../apiError";

export interface SqlSession {
  id: string;
  owner: string;
  warehouseId: string;
  catalog?: string;
  schema?: string;
  configuration?: SessionConfiguration;
}

/** What a session is left with after a statement that succeeded. */
export const changed = <T extends Pick<SqlSession, "catalog" | "schema" | "configuration">>(
  session: T,
  change: SessionChange | undefined,
): T => ({ ...session, ...change });

/** The open sessions of one workspace. */
export class SqlSessions {
  readonly #sessions = new Map<string, SqlSession>();

  open(session: SqlSession): SqlSession {
    this.#sessions.set(session.id, session);
    return session;
  }

  /** @throws HttpError 404 for one that is closed, unknown or another's */
  get(id: string, owner: string): SqlSession {
    const session = this.#sessions.get(id);
    if (session?.owner !== owner) throw apiError(404, "NOT_FOUND", `The session ${id} does not exist.`);
    return session;
  }

  /** Takes over what a statement that succeeded changed; a session closed meanwhile stays closed. */
  follow(id: string, change: SessionChange | undefined): void {
    const session = this.#sessions.get(id);
    if (session) this.#sessions.set(id, changed(session, change));
  }

  close(id: string, owner: string): void {
    this.get(id, owner);
    this.#sessions.delete(id);
  }
}
