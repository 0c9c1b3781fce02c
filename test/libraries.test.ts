/** Libraries of clusters, and the policy and the pool of a new one. */
import {
  clusterExample,
  clusterPolicyExample,
  instancePoolExample,
  newClusterExample,
  terminatedClusterExample,
} from "../src/services/clusters/clustersExamples";
import { installedLibraryExample } from "../src/services/libraries/librariesExamples";
import { failureOf, runIn, runnerIn } from "./support/component";
import { startVirtualTime, type VirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

const clusterId = clusterExample.cluster_id;

const workspace = useWorkspace({ clock: "auto" });

const run = runnerIn(workspace, { parameters: { clusterId } });

const listed = async (id = clusterId): Promise<unknown[]> =>
  (await runIn(workspace, "listLibraries", { clusterId: id })) as unknown[];

describe("libraries", () => {
  const libraries = [{ library: "simplejson" }, { source: "maven", library: "a:b:1" }];

  it("are installed, listed, marked for removal, and gone after a restart", async () => {
    const installed = await run("installLibraries", { libraries, waitForCompletion: true });
    expect(installed).toMatchObject({
      cluster_id: clusterId,
      library_statuses: [
        { library: { pypi: { package: "simplejson" } }, status: "INSTALLED" },
        { library: { maven: { coordinates: "a:b:1" } }, status: "INSTALLED" },
      ],
    });
    expect(await listed()).toMatchObject([installedLibraryExample, {}, {}]);
    const removed = [...libraries, { library: "never-there" }];
    expect(await run("uninstallLibraries", { libraries: removed })).toMatchObject({
      library_statuses: [{ status: "UNINSTALL_ON_RESTART" }, { status: "UNINSTALL_ON_RESTART" }],
    });
    await run("restartCluster", { waitForCompletion: true });
    expect(await listed()).toHaveLength(1);
  });

  it("that cannot be installed are an error with the messages, once the others have ended", async () => {
    const librariesJson = [{ pypi: { package: "no-such-package==1" } }, { cran: { package: "forecast" } }];
    const { message } = await failureOf(run("installLibraries", { librariesJson, waitForCompletion: true }));
    expect(message).toContain(`Installation of libraries on cluster ${clusterId} failed`);
    expect(message).toContain("pypi no-such-package==1 is FAILED (Could not find a version");
    expect(message).not.toContain("forecast");
    expect(message).toContain("remains on the cluster until it is uninstalled");
  });

  it("of a cluster that there is not are refused, and a cluster without any has none", async () => {
    const { message } = await failureOf(runIn(workspace, "listLibraries", { clusterId: "none" }));
    expect(message).toContain("Check the Cluster ID");
    expect(await listed(terminatedClusterExample.cluster_id)).toEqual([]);
  });

  it("are refused before anything is sent where none is given", async () => {
    const { message } = await failureOf(run("installLibraries", {}));
    expect(message).toContain("Libraries is empty, and so is Libraries JSON");
    expect(await workspace.requests()).toEqual([]);
  });

  describe("of a cluster that does not run", () => {
    let time: VirtualTime;
    beforeEach(() => {
      time = startVirtualTime();
    });
    afterEach(() => time.stop());

    it("wait for it, as the error of the deadline says", async () => {
      const { message } = await failureOf(
        run("installLibraries", {
          clusterId: terminatedClusterExample.cluster_id,
          libraries,
          waitForCompletion: true,
          timeoutSeconds: 60,
        }),
      );
      expect(message).toContain("it is still not complete: pypi simplejson is PENDING");
      expect(message).toContain("continues when the cluster is running: List Libraries");
    });
  });
});

describe("a new cluster", () => {
  const { policy_id } = clusterPolicyExample;
  const { instance_pool_id, node_type_id } = instancePoolExample;
  const given = {
    clusterName: newClusterExample.cluster_name,
    sparkVersion: newClusterExample.spark_version,
    numWorkers: 1,
  };
  const create = (parameters: object): Promise<unknown> =>
    runIn(workspace, "createCluster", { ...given, ...parameters });

  it("may be of a pool, under a policy", async () => {
    const made = create({ instancePoolId: instance_pool_id, policyId: policy_id });
    expect(await made).toMatchObject({ instance_pool_id, policy_id, node_type_id });
    expect(await create({ policyId: policy_id })).toMatchObject({ policy_id });
  });

  it.each<[object, string]>([
    [{}, "Node Type ID is empty, and so are Instance Pool ID and Policy ID: one of them is needed."],
    [
      { nodeTypeId: node_type_id, instancePoolId: instance_pool_id },
      "Node Type ID and Instance Pool ID exclude each other",
    ],
    [
      { nodeTypeId: node_type_id, clusterSettings: { instance_pool_id } },
      'Node Type ID and "instance_pool_id" of Further Settings exclude each other',
    ],
    [
      { instancePoolId: instance_pool_id, clusterSettings: { driver_node_type_id: node_type_id } },
      '"driver_node_type_id" of Further Settings and Instance Pool ID exclude each other',
    ],
    [
      { policyId: policy_id, clusterSettings: { policy_id } },
      'Further Settings have "policy_id", which has an input of its own.',
    ],
  ])("of %j is refused before anything is sent", async (parameters, message) => {
    expect((await failureOf(create(parameters))).message).toContain(message);
    expect(await workspace.requests()).toEqual([]);
  });

  it("of a pool or under a policy that there is not is refused by Databricks", async () => {
    expect((await failureOf(create({ instancePoolId: "none" }))).message).toContain("does not exist");
    expect((await failureOf(create({ policyId: "none" }))).message).toContain("does not exist");
  });
});
