import { Workspaces } from "../../control/workspaces";
import { cluster, clusters, terminatedCluster } from "../../seed/clusters";
import { defaultSeed } from "../../seed/defaultSeed";
import { readSeed } from "../../seed/seed";
import type { Workspace } from "../../workspace";
import { KEPT_MS, LISTED_MS, PENDING_MS, RESTARTING_MS, TERMINATING_MS } from "./store";

const problem = (act: () => void): unknown => {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe("a cluster", () => {
  const startAt = 1_763_467_200_000;
  let workspace: Workspace;
  let lost: string[];
  beforeEach(() => {
    workspace = new Workspaces(1, readSeed(defaultSeed)).create({ clock: "manual", startAt });
    lost = [];
    workspace.clusters.onContextsLost((id) => lost.push(id));
  });
  afterEach(() => workspace.close());

  const running = cluster.cluster_id;
  const terminated = terminatedCluster.cluster_id;
  const stateOf = (id: string) => workspace.clusters.get(id).state;

  it("is at first as the examples have it", () => {
    expect(workspace.clusters.list()).toEqual(clusters);
    expect(workspace.clusters.find(running)).toEqual(cluster);
  });

  it("starts over workspace time, and is no longer terminated then", () => {
    workspace.clusters.start(terminated);
    const { terminated_time, termination_reason, ...rest } = terminatedCluster;
    expect(workspace.clusters.get(terminated)).toEqual({
      ...rest,
      state: "PENDING",
      state_message: "Starting Spark",
    });
    workspace.clock.advance(PENDING_MS);
    expect(workspace.clusters.get(terminated)).toEqual({
      ...rest,
      state: "RUNNING",
      state_message: "",
      last_restarted_time: startAt + PENDING_MS,
      last_state_loss_time: startAt + PENDING_MS,
      spark_context_id: expect.stringMatching(/^\d{19}$/),
    });
    expect(workspace.clusters.get(terminated)).not.toHaveProperty("termination_reason");
  });

  it("restarts over workspace time, and its contexts are lost at once", () => {
    workspace.clusters.restart(running);
    expect(lost).toEqual([running]);
    expect(workspace.clusters.get(running)).toEqual({ ...cluster, state: "RESTARTING" });
    workspace.clock.advance(RESTARTING_MS);
    expect(stateOf(running)).toBe("RUNNING");
    expect(workspace.clusters.get(running).spark_context_id).not.toBe(cluster.spark_context_id);
  });

  it("terminates over workspace time and says who wanted it", () => {
    workspace.clusters.terminate(running, "ada@example.com");
    expect(lost).toEqual([running]);
    const reason = { code: "USER_REQUEST", type: "SUCCESS", parameters: { username: "ada@example.com" } };
    const terminating = { ...cluster, state: "TERMINATING", termination_reason: reason };
    expect(workspace.clusters.get(running)).toEqual(terminating);
    workspace.clock.advance(TERMINATING_MS);
    expect(workspace.clusters.get(running)).toEqual({
      ...terminating,
      state: "TERMINATED",
      terminated_time: startAt + TERMINATING_MS,
    });
  });

  it("that terminates or is terminated stays so when it is terminated again", () => {
    workspace.clusters.terminate(terminated, "somebody@example.com");
    expect(workspace.clusters.get(terminated)).toEqual(terminatedCluster);
    workspace.clusters.terminate(running, "ada@example.com");
    workspace.clusters.terminate(running, "somebody@example.com");
    expect(workspace.clusters.get(running).termination_reason?.parameters).toEqual({
      username: "ada@example.com",
    });
    expect(lost).toEqual([running]);
  });

  it("that starts or restarts can be terminated", () => {
    workspace.clusters.start(terminated);
    workspace.clusters.terminate(terminated, "ada@example.com");
    workspace.clusters.restart(running);
    workspace.clusters.terminate(running, "ada@example.com");
    workspace.clock.advance(PENDING_MS);
    expect([stateOf(terminated), stateOf(running)]).toEqual(["TERMINATED", "TERMINATED"]);
  });

  it("refuses what its state does not allow, and names the state", () => {
    const refusal = (state: string, id = running) => ({
      status: 400,
      body: { error_code: "INVALID_STATE", message: `Cluster ${id} is in unexpected state ${state}.` },
    });
    const { clusters: store } = workspace;
    expect(problem(() => store.start(running))).toMatchObject(refusal("Running"));
    expect(problem(() => store.restart(terminated))).toMatchObject(refusal("Terminated", terminated));
    store.restart(running);
    expect(problem(() => store.restart(running))).toMatchObject(refusal("Restarting"));
    store.terminate(running, "ada@example.com");
    expect(problem(() => store.start(running))).toMatchObject(refusal("Terminating"));
    store.start(terminated);
    expect(problem(() => store.start(terminated))).toMatchObject(refusal("Pending", terminated));
  });

  it("that is not there is refused by its id, and found by nobody", () => {
    expect(workspace.clusters.find("nope")).toBeUndefined();
    expect(problem(() => workspace.clusters.get("nope"))).toMatchObject({
      status: 400,
      body: { error_code: "INVALID_PARAMETER_VALUE", message: "Cluster nope does not exist" },
    });
    expect(() => workspace.clusters.terminate("nope", "ada@example.com")).toThrow("Cluster nope");
  });

  it("is listed for 30 days after its end, and can be read for 60", () => {
    const listed = () => workspace.clusters.list().map(({ cluster_id }) => cluster_id);
    workspace.clock.advance(LISTED_MS);
    expect(listed()).toEqual([running, terminated]);
    workspace.clock.advance(1);
    expect(listed()).toEqual([running]);
    workspace.clock.advance(KEPT_MS - LISTED_MS - 1);
    expect(stateOf(terminated)).toBe("TERMINATED");
    workspace.clock.advance(1);
    expect(workspace.clusters.find(terminated)).toBeUndefined();
  });

  it("that was seeded while it changes goes on changing", () => {
    const states = ["PENDING", "RESTARTING", "RESIZING", "TERMINATING", "ERROR"];
    workspace.clusters.put(states.map((state) => ({ ...cluster, cluster_id: state, state })));
    workspace.clock.advance(PENDING_MS);
    expect(states.map(stateOf)).toEqual(["RUNNING", "RUNNING", "RUNNING", "TERMINATED", "ERROR"]);
  });

  it("loses its contexts when another takes its place, or all are removed", () => {
    workspace.clusters.put([cluster]);
    workspace.clusters.put([], true);
    expect(lost).toEqual([running, running, terminated]);
    expect(workspace.clusters.list()).toEqual([]);
  });
});
