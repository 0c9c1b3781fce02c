/**
 * The official SQL driver in a process of its own, led by messages: its dependencies are modules that jest cannot
 * load, and nothing of jest's reaches it there.
 */
import { DBSQLClient, DBSQLParameter, type DBSQLParameterType } from "@databricks/sql";

/** How to reach a warehouse. */
export interface Connection {
  host: string;
  path: string;
  token?: string;
  clientId?: string;
  clientSecret?: string;
}

/** A parameter, with the driver's name of its type where it is not to infer one. */
export interface NamedParameter {
  value: string | number | boolean;
  type?: `${DBSQLParameterType}`;
}

/** One thing to do. */
export type Order =
  | { id: number; act: "open"; connection: Connection }
  | {
      id: number;
      act: "query";
      sql: string;
      parameters: Record<string, NamedParameter>;
      /** In place of names: what stands for each `?`. */
      positional: NamedParameter[];
    }
  | { id: number; act: "close" };

/** What came of it. */
export type Outcome =
  | { id: number; value: unknown }
  | { id: number; error: { name: string; message: string; sqlState?: unknown } };

const silent = { log: () => undefined, setLevel: () => undefined };
const client = new DBSQLClient({ logger: silent });
let session: Awaited<ReturnType<DBSQLClient["openSession"]>> | undefined;

const open = async ({ host, path, token, clientId, clientSecret }: Connection): Promise<void> => {
  // Telemetry would go to the workspace itself, but it judges nothing.
  const options = { host, path, useKernel: true, telemetryEnabled: false };
  await client.connect(
    token === undefined
      ? { ...options, authType: "databricks-oauth", oauthClientId: clientId, oauthClientSecret: clientSecret }
      : { ...options, token },
  );
  session = await client.openSession();
};

const parameterOf = ({ value, type }: NamedParameter): DBSQLParameter =>
  new DBSQLParameter({ value, type: type as DBSQLParameterType | undefined });

const query = async (
  sql: string,
  parameters: Record<string, NamedParameter>,
  positional: NamedParameter[],
): Promise<unknown> => {
  if (!session) throw new Error("no session is open");
  const named = Object.entries(parameters).map(([name, parameter]) => [name, parameterOf(parameter)]);
  const bound =
    positional.length > 0
      ? { ordinalParameters: positional.map(parameterOf) }
      : { namedParameters: Object.fromEntries(named) };
  const operation = await session.executeStatement(sql, bound);
  const rows = await operation.fetchAll();
  await operation.close();
  return rows;
};

const close = async (): Promise<void> => {
  const closing = session;
  session = undefined;
  await closing?.close();
  await client.close();
};

const act = (order: Order): Promise<unknown> => {
  if (order.act === "open") return open(order.connection);
  return order.act === "query" ? query(order.sql, order.parameters, order.positional) : close();
};

process.on("message", async (order: Order) => {
  const { id } = order;
  const outcome: Outcome = await act(order).then(
    (value) => ({ id, value }),
    (error) => ({
      id,
      error: { name: error.constructor.name, message: error.message, sqlState: error.sqlState },
    }),
  );
  process.send?.(outcome);
});
