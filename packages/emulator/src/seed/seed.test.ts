import { startWorkspace } from "../server";
import { defaultSeed } from "./defaultSeed";
import { readSeed } from "./seed";

const { user } = defaultSeed;

describe("a seed", () => {
  it("is taken as it is", () => {
    expect(readSeed(defaultSeed)).toEqual(defaultSeed);
  });

  it("may hold nothing but its user", async () => {
    const running = await startWorkspace({ seed: { user } });
    try {
      const { warehouses, clusters, jobs, runs, serving } = running.workspace;
      for (const store of [warehouses, clusters, jobs, runs, serving]) expect(store.list()).toEqual([]);
      const get = async (path: string) => {
        const answer = await fetch(running.url + path, {
          headers: { authorization: `Bearer ${running.token}` },
        });
        return (await answer.json()) as Record<string, unknown>;
      };
      expect(await get("/api/2.0/preview/scim/v2/Me")).toEqual(user);
      expect(await get("/api/2.1/unity-catalog/catalogs/workspace")).toMatchObject({ owner: user.userName });
    } finally {
      await running.close();
    }
  });

  it.each([
    [undefined, "it is no object"],
    [[], "it is no object"],
    [{}, "user is no object"],
    [{ user: { id: "1" } }, "user has no userName"],
    [{ user, warehouse: [] }, "it has no part warehouse"],
    [{ user, warehouses: {} }, "warehouses is no list"],
    [{ user, warehouses: ["a"] }, "warehouses[0] is no object"],
    [{ user, warehouses: [{ id: "1", name: "a" }] }, "warehouses[0] has no state"],
    [{ user, jobs: [{ job_id: "one" }] }, "field 'jobs[0].job_id'"],
    [{ user, clusters: [{ cluster_id: "1", state: "GONE" }] }, "clusters[0].state must be one of"],
    [{ user, files: [{ path: "/Volumes/a/b/c/d" }] }, "There is no volume a.b.c for /Volumes/a/b/c/d"],
    [{ user, files: [{ path: "/a" }] }, "Invalid path"],
    [{ user, job_runs: [{ run: { tasks: 1 }, outputs: [] }] }, "Expected 'START_ARRAY'"],
  ])("is refused where it is %j", (given, message) => {
    expect(() => readSeed(given)).toThrow(`Wrong seed: `);
    expect(() => readSeed(given)).toThrow(message);
  });

  it("that is wrong keeps the emulator from starting", async () => {
    await expect(startWorkspace({ seed: { user: { ...user, id: undefined } } as never })).rejects.toThrow(
      "Wrong seed: user has no id",
    );
  });
});
