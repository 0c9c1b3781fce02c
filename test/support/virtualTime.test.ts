import { request } from "node:http";
import { useScriptedServer } from "./scriptedServer";

const { server, time } = useScriptedServer();

const get = (timeoutMs: number): Promise<number | "gave up"> =>
  new Promise((resolve, reject) => {
    const sent = request(server.url, (response) => {
      clearTimeout(timer);
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    const timer = setTimeout(() => {
      sent.destroy();
      resolve("gave up");
    }, timeoutMs);
    sent.on("error", reject).end();
  });

describe("virtual time", () => {
  it("lets waits pass at once and in order", async () => {
    const order: string[] = [];
    const wait = (name: string, ms: number) =>
      new Promise<void>((resolve) =>
        setTimeout(() => {
          order.push(name);
          resolve();
        }, ms),
      );
    await Promise.all([wait("day", 86_400_000), wait("second", 1000)]);
    expect(order).toEqual(["second", "day"]);
    expect(time.elapsedMs()).toBe(86_400_000);
  });

  it("does not pass while an answer is on its way", async () => {
    server.script({ status: 200 });
    expect(await get(1)).toBe(200);
    expect(time.elapsedMs()).toBe(0);
  });

  it("passes when a server never answers", async () => {
    server.script("hang");
    expect(await get(60_000)).toBe("gave up");
    expect(time.elapsedMs()).toBe(60_000);
  });
});
