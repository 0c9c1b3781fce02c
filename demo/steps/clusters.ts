import assert from "node:assert/strict";
import type { Cluster } from "../../src/services/clusters/clusters";
import type { Step } from "../guide";
import { runningCluster } from "./commands";

/** A restart, and the state on the way there. */
export const clusterRestart: Step = {
  title: "A cluster is restarted",
  run: async (guide) => {
    const { cluster_id: clusterId } = await runningCluster(guide);
    const restarting = await guide.call<Cluster>("restartCluster", { clusterId });
    assert.equal(restarting.state, "RESTARTING");
    guide.screen.good(`${restarting.cluster_name} is ${restarting.state}`);

    await guide.letTimePass(10);
    const restarted = await guide.call<Cluster>("getCluster", { clusterId });
    assert.equal(restarted.state, "RUNNING");
    assert.match(restarted.spark_context_id ?? "", /^\d{17,}$/);
    guide.screen.good(
      `${restarted.cluster_name} is ${restarted.state}; its Spark context ${restarted.spark_context_id} kept every digit`,
    );
  },
};
