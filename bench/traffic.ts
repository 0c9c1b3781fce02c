/**
 * The overhead of requests: connections and round trips of an action, and how many flows share a service
 * that limits its rate. The server answers everything alike, in the benchmark's own process.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { loadBundle, run, runnablesOf } from "../cli/bundle";
import { withToken } from "../cli/signIn";
import { type Findings, type Options, printTable, silentLogger } from "./figures";

const component = loadBundle();

/** Runs an action of the built component against a server. */
const runAction = (url: string, key: string, inputs: Record<string, unknown>): Promise<unknown> => {
  const piece = runnablesOf(component).find(({ definition }) => definition.key === key);
  if (!piece) throw new Error(`The component has no ${key}`);
  return run(component, piece, withToken(url, "dapi00000000feedface00000000feedface"), inputs, silentLogger);
};

/** What a server has counted. */
interface Counts {
  connections: number;
  requests: number;
}

/** Serves on loopback while something runs. */
const withServer = async <T>(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  use: (url: string, counts: Counts) => Promise<T>,
): Promise<T> => {
  const counts = { connections: 0, requests: 0 };
  const server = createServer((request, response) => {
    counts.requests += 1;
    request.resume().on("end", () => answer(request, response));
  });
  server.on("connection", () => {
    counts.connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, counts);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

const json = (response: ServerResponse, status: number, body: object, headers = {}): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
};

const statementAnswer = {
  statement_id: "01ef-0000",
  status: { state: "SUCCEEDED" },
  manifest: { schema: { columns: [] }, total_chunk_count: 0, total_row_count: 0 },
  result: {},
};

const insert = { warehouseId: "475b94ddc7cd5211", sqlStatement: "INSERT INTO t VALUES (1)" };

const actionsInAFlow = 20;

/** Ways to send the same requests. */
const ways: Record<string, (url: string) => Promise<void>> = {
  async component(url) {
    for (let n = 0; n < actionsInAFlow; n += 1) await runAction(url, "runSql", insert);
  },
  async "a new connection each"(url) {
    for (let n = 0; n < actionsInAFlow; n += 1) {
      const headers = { connection: "close", "content-type": "application/json" };
      await (await fetch(`${url}/api/2.0/sql/statements`, { method: "POST", headers, body: "{}" })).text();
    }
  },
};

/** A connection over https takes a round trip for TCP and one for TLS 1.3. */
const roundTripsToConnect = 2;

const connections = async (): Promise<object> => {
  const found: Record<string, object> = {};
  const rows: string[][] = [];
  for (const [name, send] of Object.entries(ways)) {
    const counts = await withServer(
      (_request, response) => json(response, 200, statementAnswer),
      async (url, counted) => {
        await send(url);
        return counted;
      },
    );
    const perAction = (counts.requests + roundTripsToConnect * counts.connections) / actionsInAFlow;
    found[name] = { ...counts, roundTripsOverHttps: perAction };
    rows.push([name, String(counts.connections), String(counts.requests), perAction.toFixed(2)]);
  }
  console.log(`\n${actionsInAFlow} times runSql with an INSERT, one after the other`);
  printTable(["", "connections", "requests", "round trips an action, https"], rows);
  return found;
};

const flows = 300;
const perSecond = 20;
const roundTripMs = 20;

/** A service that takes so many requests in any second. */
const limited = () => {
  let taken: number[] = [];
  const counts = { refused: 0 };
  const answer = async (_request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const now = performance.now();
    taken = taken.filter((at) => now - at < 1000);
    const isAllowed = taken.length < perSecond;
    if (isAllowed) taken.push(now);
    else counts.refused += 1;
    await sleep(roundTripMs);
    if (isAllowed) return json(response, 200, { job_id: 1 });
    const body = { error_code: "REQUEST_LIMIT_EXCEEDED", message: "too many requests" };
    json(response, 429, body, { "retry-after": "1" });
  };
  return { answer: (...both: Parameters<typeof answer>) => void answer(...both), counts };
};

const rateLimit = async () => {
  const { answer, counts } = limited();
  const seconds = await withServer(answer, async (url) => {
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: flows }, () => runAction(url, "getJob", { jobId: "1" })));
    return (performance.now() - startedAt) / 1000;
  });
  const idealSeconds = flows / perSecond - 1;
  console.log(
    `\n${flows} flows at once, a service that takes ${perSecond} requests a second, ${roundTripMs} ms away`,
  );
  printTable(
    ["", "seconds", "needless requests a flow"],
    [
      ["ideal", idealSeconds.toFixed(1), "0.00"],
      ["component", seconds.toFixed(1), (counts.refused / flows).toFixed(2)],
    ],
  );
  return { seconds, idealSeconds, refused: counts.refused };
};

/** Measures on loopback; one run, as nothing of it depends on the machine's speed. */
export const traffic = async (_options: Options): Promise<Findings> => {
  const connected = await connections();
  const shared = await rateLimit();
  return {
    figures: { connections: connected, rateLimit: shared },
    targets: [
      { what: "at most 0.3 needless requests a flow", met: shared.refused <= 0.3 * flows },
      {
        what: "flows end within 1.2 of the ideal time",
        met: shared.seconds <= 1.2 * shared.idealSeconds,
      },
    ],
  };
};
