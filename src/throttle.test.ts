/** How the requests of a process share a service that limits their rate. */
import { type Arrival, type Step, useScriptedServer } from "../test/support/scriptedServer";
import { failureOf, keepingLogger, testClient, tokenConnection } from "../test/support/testClient";
import { createClient } from "./client";
import { Deadline } from "./http/deadline";
import { path } from "./http/path";

const { server, time } = useScriptedServer();

const perSecond = 20;
const ok: Step = { body: { id: "1" } };
const tooMany: Step = {
  status: 429,
  headers: { "retry-after": "1" },
  body: { error_code: "REQUEST_LIMIT_EXCEEDED", message: "too many" },
};

/** Whether one more request is within the limit, as different services count; times are in milliseconds. */
const limits: Record<string, () => (at: number) => boolean> = {
  "a window that begins each second": () => {
    const counts = new Map<number, number>();
    return (at) => {
      const window = Math.floor(at / 1000);
      counts.set(window, (counts.get(window) ?? 0) + 1);
      return (counts.get(window) ?? 0) <= perSecond;
    };
  },
  "the second that has just passed": () => {
    let taken: number[] = [];
    return (at) => {
      taken = taken.filter((one) => at - one < 1000);
      return taken.length < perSecond && taken.push(at) > 0;
    };
  },
  "a bucket that is filled again": () => {
    let left = perSecond;
    let filledAt: number | undefined;
    return (at) => {
      left = Math.min(perSecond, left + ((at - (filledAt ?? at)) / 1000) * perSecond);
      filledAt = at;
      if (left < 1) return false;
      left -= 1;
      return true;
    };
  },
};

const thing = path`/api/2.0/things/get`;
/** Sends a request that is refused at first. @returns it, once it has been refused */
const refusedThing = async (): Promise<{ answer: Promise<object> }> => {
  const { client, lines } = testClient(tokenConnection(server.url));
  const answer = client.get(thing);
  answer.catch(() => undefined);
  while (lines.length === 0) await new Promise(setImmediate);
  return { answer };
};

const getThing = () => testClient(tokenConnection(server.url)).client.get(thing);

describe("a service that limits its rate", () => {
  it.each(Object.entries(limits))(
    "serves 300 flows near the ideal time, with few refusals, where it counts %s",
    async (_kind, limit) => {
      const isAllowed = limit();
      let refused = 0;
      server.script(({ at }: Arrival) => {
        if (isAllowed(at)) return ok;
        refused += 1;
        return tooMany;
      });
      const flows = await Promise.all(Array.from({ length: 300 }, getThing));
      expect(flows).toHaveLength(300);
      expect(refused).toBeLessThanOrEqual(90);
      expect(time.elapsedMs()).toBeLessThanOrEqual(18_000);
    },
  );

  it("is left alone by every request while it wants a pause, also by those of other clients", async () => {
    server.script({ ...tooMany, headers: { "retry-after": "5" } }, ok);
    const first = getThing();
    await first;
    const [refusedAt = 0, repeatedAt = 0] = server.arrivals.map(({ at }) => at);
    expect(repeatedAt - refusedAt).toBeGreaterThanOrEqual(5000);
    server.script({ ...tooMany, headers: { "retry-after": "7" } }, ok);
    const { answer } = await refusedThing();
    await Promise.all([answer, getThing()]);
    const [, , refusedAgainAt = 0, ...after] = server.arrivals.map(({ at }) => at);
    expect(after).toHaveLength(2);
    for (const at of after) expect(at - refusedAgainAt).toBeGreaterThanOrEqual(7000);
  });

  it("does not hold up requests to other services", async () => {
    server.script((arrival) => (arrival.url.includes("/things/") ? tooMany : ok));
    const { answer } = await refusedThing();
    const before = time.elapsedMs();
    await testClient(tokenConnection(server.url)).client.get(path`/api/2.0/jobs/list`);
    expect(time.elapsedMs()).toBe(before);
    expect(await failureOf(answer)).toMatchObject({ status: 429 });
  });

  it("lets a request go that nobody waits for any more", async () => {
    server.script({ ...tooMany, headers: { "retry-after": "30" } }, ok);
    const { answer } = await refusedThing();
    const leaving = new AbortController();
    const waiting = failureOf(
      testClient(tokenConnection(server.url)).client.get(thing, { signal: leaving.signal }),
    );
    leaving.abort();
    expect(await waiting).toMatchObject({ errorCode: "ERR_CANCELED" });
    await answer;
    expect(server.arrivals).toHaveLength(2);
  });
});

it("tells a request whose turn does not come in time that the service limits its rate", async () => {
  server.script({ ...tooMany, headers: { "retry-after": "30" } }, ok);
  const { answer } = await refusedThing();
  const { logger } = keepingLogger();
  const deadline = Deadline.after(10_000);
  const hurried = createClient(tokenConnection(server.url), { logger, debug: false, deadline });
  const before = time.elapsedMs();
  expect(await failureOf(hurried.get(thing))).toMatchObject({
    message: expect.stringContaining("the service limits the rate of requests"),
    notSent: true,
  });
  expect(Math.round(time.elapsedMs() - before)).toBe(10_000);
  await answer;
  expect(server.arrivals).toHaveLength(2);
});

describe("connections", () => {
  const post = () => testClient(tokenConnection(server.url)).client.post(path`/api/2.0/jobs/create`, {});
  const ports = () => server.arrivals.map(({ clientPort }) => clientPort);
  const idleFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it("are used again by a POST that must not be repeated, while they are fresh", async () => {
    server.script(ok);
    await getThing();
    await post();
    await idleFor(1900);
    await post();
    expect(new Set(ports()).size).toBe(1);
  });

  it("that have been idle for long are not used by such a POST, and are left to others", async () => {
    server.script(ok);
    await Promise.all([getThing(), getThing()]);
    await idleFor(2100);
    await post();
    expect(await server.connections()).toBe(3);
    await Promise.all([getThing(), getThing(), getThing()]);
    const [first, second, posted, ...later] = ports();
    expect(new Set([first, second, posted]).size).toBe(3);
    expect(new Set(later)).toEqual(new Set([first, second, posted]));
  });
});
