/** The statements of one workspace: their lives from execution to expiry. */
import { apiError } from "../../apiError";
import type { Ids } from "../../control/ids";
import type { CompleteSeed, SeedStatement } from "../../seed/seed";
import { readExecuteRequest, readSessionRequest } from "./executeRequest";
import { Bucket } from "./resultStorage";
import { type SqlSession, SqlSessions } from "./sessions";
import { changeSettings, defaultSettings, type StatementSettings } from "./settings";
import { Statement, type StatementEnvironment } from "./statement";

/** What the store needs of its workspace. */
interface StatementStoreEnvironment extends StatementEnvironment {
  ids: Ids;
  seed: Pick<CompleteSeed, "statements" | "user">;
  warehouses: StatementEnvironment["warehouses"] & { get(id: string): unknown };
}

const hour = 3_600_000;
/** A result is kept so long after success, however often it is read. */
const resultLifetimeMs = hour;
/** An ended statement is known so long. */
const recordLifetimeMs = 12 * hour;
/** The query history goes back so far. */
const historyMs = 30 * 24 * hour;

export class StatementStore {
  readonly bucket: Bucket;
  readonly sessions = new SqlSessions();
  readonly #statements = new Map<string, Statement>();
  /** The statements of the seed that have been asked for. */
  readonly #earlier = new Set<string>();
  /** What the query history consists of, oldest first. */
  #history: Statement[] = [];
  #settings: StatementSettings = defaultSettings;

  constructor(private readonly environment: StatementStoreEnvironment) {
    this.bucket = new Bucket(() => environment.clock.now());
  }

  get settings(): StatementSettings {
    return this.#settings;
  }

  /** Takes a control request's settings for every later statement. @throws HttpError 400 for a wrong field */
  configure(body: unknown): StatementSettings {
    this.#settings = changeSettings(this.#settings, body);
    return this.#settings;
  }

  /**
   * Starts a statement and waits for it as the request says.
   *
   * @param body the execute request, unchecked
   * @returns the statement: ended, or going on when the wait was over first
   * @throws HttpError 400 for a wrong request, 404 for an unknown warehouse or session
   */
  async execute(body: unknown, owner: string): Promise<Statement> {
    await this.#expire();
    const plan = readExecuteRequest(body);
    this.environment.warehouses.get(plan.warehouseId);
    const session = plan.sessionId === undefined ? undefined : this.sessions.get(plan.sessionId, owner);
    const statement = new Statement(
      this.environment.ids.statement(),
      owner,
      { ...plan, ...namespace(plan, session), configuration: session?.configuration },
      this.environment,
      this.bucket,
      this.#settings,
    );
    this.#statements.set(statement.id, statement);
    this.#history.push(statement);
    if (session) void this.#follow(statement, session.id);
    if (plan.waitMs > 0) await this.#wait(statement);
    return statement;
  }

  /** Opens a driver's session. @throws HttpError 400 for a wrong request, 404 for an unknown warehouse */
  openSession(body: unknown, owner: string): SqlSession {
    const plan = readSessionRequest(body);
    this.environment.warehouses.get(plan.warehouseId);
    return this.sessions.open({ id: this.environment.ids.statement(), owner, ...plan });
  }

  /** @throws HttpError 404 for an unknown or forgotten statement, 403 for another principal's */
  async get(id: string, owner: string): Promise<Statement> {
    const earlier = this.environment.seed.statements.find(({ statement_id }) => statement_id === id);
    if (earlier) await this.#addEarlier(earlier);
    await this.#expire();
    const statement = this.#statements.get(id);
    if (!statement) throw apiError(404, "NOT_FOUND", `The statement ${id} was not found.`);
    if (statement.owner !== owner) {
      throw apiError(403, "PERMISSION_DENIED", `The statement ${id} was executed by another principal.`);
    }
    return statement;
  }

  /** The statements that the query history shows, the newest first; a new one appears late, if a test says so. */
  history(): Statement[] {
    const now = this.environment.clock.now();
    this.#history = this.#history.filter(({ submittedAt }) => now - submittedAt < historyMs);
    const { historyDelayMs } = this.#settings;
    return this.#history.filter(({ submittedAt }) => now - submittedAt >= historyDelayMs).reverse();
  }

  /** Stops what runs and deletes every result. */
  async close(): Promise<void> {
    await Promise.all([...this.#statements.values()].map((statement) => statement.cancel()));
    this.#statements.clear();
    await this.bucket.close();
  }

  /** A statement of the seed is one that the user ran before: it runs when it is first asked for. */
  async #addEarlier({ statement_id: id, ...request }: SeedStatement): Promise<void> {
    if (this.#earlier.has(id)) return this.#statements.get(id)?.settled;
    this.#earlier.add(id);
    // Whatever has become of the warehouse since does not matter to what is over.
    const environment: StatementEnvironment = {
      clock: this.environment.clock,
      sql: () => this.environment.sql(),
      warehouses: { untilRunning: async () => undefined },
    };
    const { userName } = this.environment.seed.user;
    const plan = readExecuteRequest(request);
    const statement = new Statement(id, userName, plan, environment, this.bucket, defaultSettings);
    this.#statements.set(id, statement);
    await statement.settled;
  }

  async #wait(statement: Statement): Promise<void> {
    const { waitMs, cancelOnTimeout } = statement.plan;
    const over = new AbortController();
    await Promise.race([statement.settled, this.environment.clock.sleep(waitMs, over.signal)]);
    over.abort();
    if (cancelOnTimeout) await statement.cancel();
  }

  async #follow(statement: Statement, sessionId: string): Promise<void> {
    await statement.settled;
    if (statement.state === "SUCCEEDED") this.sessions.follow(sessionId, statement.sessionChange);
  }

  /** Nothing watches the clock for it: what is too old goes when the store is next asked for anything. */
  async #expire(): Promise<void> {
    const now = this.environment.clock.now();
    for (const [id, statement] of this.#statements) {
      const age = statement.endedAt === undefined ? 0 : now - statement.endedAt;
      if (age >= resultLifetimeMs) await statement.close();
      if (age >= recordLifetimeMs) this.#statements.delete(id);
    }
  }
}

/** A catalog or schema of the request goes before the session's; another catalog leaves the session's schema. */
const namespace = (
  { catalog, schema }: { catalog?: string; schema?: string },
  session: SqlSession | undefined,
): { catalog?: string; schema?: string } => ({
  catalog: catalog ?? session?.catalog,
  schema: schema ?? (catalog === undefined ? session?.schema : undefined),
});
