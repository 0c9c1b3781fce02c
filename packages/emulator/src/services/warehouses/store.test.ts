import { Workspaces } from "../../control/workspaces";
import { defaultSeed } from "../../seed/defaultSeed";
import { readSeed } from "../../seed/seed";
import { stoppedWarehouse, warehouse, warehouses } from "../../seed/warehouses";
import type { Workspace } from "../../workspace";
import { STARTING_MS, STOPPING_MS } from "./store";

describe("a warehouse", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspaces(1, readSeed(defaultSeed)).create({
      clock: "manual",
      startAt: 1_763_467_200_000,
    });
  });
  afterEach(() => workspace.close());

  const running = warehouse.id;
  const stopped = stoppedWarehouse.id;
  const stateOf = (id: string) => workspace.warehouses.get(id).state;

  it("is at first as the examples have it", () => {
    expect(workspace.warehouses.list()).toEqual(warehouses);
    workspace.clock.advance(365 * 86_400_000);
    expect(workspace.warehouses.list()).toEqual(warehouses);
  });

  it("starts over workspace time", () => {
    workspace.warehouses.start(stopped);
    expect(workspace.warehouses.get(stopped)).toEqual({ ...stoppedWarehouse, state: "STARTING" });
    workspace.clock.advance(STARTING_MS - 1);
    expect(stateOf(stopped)).toBe("STARTING");
    workspace.clock.advance(1);
    expect(workspace.warehouses.get(stopped)).toEqual({
      ...stoppedWarehouse,
      state: "RUNNING",
      num_clusters: 1,
    });
  });

  it("stops over workspace time", () => {
    workspace.warehouses.stop(running);
    expect(workspace.warehouses.get(running)).toEqual({ ...warehouse, state: "STOPPING" });
    workspace.clock.advance(STOPPING_MS);
    expect(workspace.warehouses.get(running)).toEqual({ ...warehouse, state: "STOPPED", num_clusters: 0 });
  });

  it("may be started and stopped again and again, and the first time counts", () => {
    workspace.warehouses.start(running);
    expect(stateOf(running)).toBe("RUNNING");
    workspace.warehouses.stop(stopped);
    expect(stateOf(stopped)).toBe("STOPPED");
    workspace.warehouses.start(stopped);
    workspace.clock.advance(STARTING_MS - 1);
    workspace.warehouses.start(stopped);
    workspace.clock.advance(1);
    expect(stateOf(stopped)).toBe("RUNNING");
  });

  it("that stops can be started, and one that starts can be stopped", () => {
    workspace.warehouses.stop(running);
    workspace.warehouses.start(running);
    expect(stateOf(running)).toBe("STARTING");
    workspace.warehouses.stop(running);
    expect(stateOf(running)).toBe("STOPPING");
    workspace.clock.advance(STARTING_MS + STOPPING_MS);
    expect(stateOf(running)).toBe("STOPPED");
  });

  it("that is not there is refused by its id", () => {
    for (const use of ["get", "start", "stop"] as const) {
      expect(() => workspace.warehouses[use]("../x")).toThrow("SQL warehouse ../x does not exist.");
    }
  });

  it("cannot be changed through what was read of it", () => {
    workspace.warehouses.get(running).state = "DELETED";
    expect(stateOf(running)).toBe("RUNNING");
  });

  it("that was seeded while it changes goes on changing", () => {
    workspace.warehouses.put([
      { ...warehouse, state: "STARTING" },
      { ...stoppedWarehouse, state: "STOPPING" },
    ]);
    workspace.clock.advance(STARTING_MS);
    expect([stateOf(running), stateOf(stopped)]).toEqual(["RUNNING", "STOPPED"]);
  });

  describe("that is waited for", () => {
    it("is started and has started when the wait is over", async () => {
      const waiting = workspace.warehouses.untilRunning(stopped);
      expect(stateOf(stopped)).toBe("STARTING");
      workspace.clock.advance(STARTING_MS);
      await waiting;
      expect(stateOf(stopped)).toBe("RUNNING");
    });

    it("costs no time when it runs", async () => {
      await workspace.warehouses.untilRunning(running);
      expect(stateOf(running)).toBe("RUNNING");
    });

    it("is started anew when somebody stops it meanwhile", async () => {
      const waiting = workspace.warehouses.untilRunning(stopped);
      workspace.warehouses.stop(stopped);
      workspace.clock.advance(STARTING_MS);
      await Promise.resolve();
      expect(stateOf(stopped)).toBe("STARTING");
      workspace.clock.advance(STARTING_MS);
      await waiting;
      expect(stateOf(stopped)).toBe("RUNNING");
    });

    it("is no longer waited for once the signal aborts or the workspace closes", async () => {
      const abort = new AbortController();
      const waiting = workspace.warehouses.untilRunning(stopped, abort.signal);
      abort.abort();
      await waiting;
      const other = workspace.warehouses.untilRunning(stopped);
      await workspace.close();
      await other;
      expect(stateOf(stopped)).toBe("STARTING");
    });

    it("is refused where it is not there", async () => {
      await expect(workspace.warehouses.untilRunning("nope")).rejects.toMatchObject({ status: 404 });
    });
  });

  it("is seen to start by who asks twice, on an auto clock", async () => {
    workspace.clock.setMode("auto");
    workspace.warehouses.start(stopped);
    expect(stateOf(stopped)).toBe("STARTING");
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(stateOf(stopped)).toBe("RUNNING");
  });
});
