/** SQL sessions as the official drivers open them: a default catalog and schema that USE changes. */
import { apiError } from "../../apiError";

export interface SqlSession {
  id: string;
  owner: string;
  warehouseId: string;
  catalog?: string;
  schema?: string;
}

const name = "(`(?:[^`]|``)+`|[\\w$]+)";
const useCatalog = new RegExp(`^USE\\s+CATALOG\\s+${name}$`, "i");
const useSchema = new RegExp(
  `^USE\\s+(?:(?:SCHEMA|DATABASE|NAMESPACE)\\s+)?(?:${name}\\s*\\.\\s*)?${name}$`,
  "i",
);

const unquote = (text: string): string =>
  text.startsWith("`") ? text.slice(1, -1).replaceAll("``", "`") : text;

const bare = (statement: string): string =>
  statement
    .replace(/\/\*[\s\S]*?\*\/|--[^\n]*/g, " ")
    .replace(/;\s*$/, "")
    .trim();

/** What a session is left with after a statement that succeeded: USE moves it, all else does not. */
export const afterUse = (session: SqlSession, statement: string): SqlSession => {
  if (!/^\s*(USE|--|\/\*)/i.test(statement)) return session;
  const text = bare(statement);
  const catalog = useCatalog.exec(text)?.[1];
  if (catalog) return { ...session, catalog: unquote(catalog), schema: undefined };
  const [, inCatalog, schema] = useSchema.exec(text) ?? [];
  if (!schema) return session;
  return {
    ...session,
    ...(inCatalog && { catalog: unquote(inCatalog) }),
    schema: unquote(schema),
  };
};

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
  follow(id: string, statement: string): void {
    const session = this.#sessions.get(id);
    if (session) this.#sessions.set(id, afterUse(session, statement));
  }

  close(id: string, owner: string): void {
    this.get(id, owner);
    this.#sessions.delete(id);
  }
}
