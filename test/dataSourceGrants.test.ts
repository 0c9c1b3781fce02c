/** What data sources offer where a grant is missing. */
import {
  clusterExample,
  clusterPolicyExample,
  instancePoolExample,
} from "../src/services/clusters/clustersExamples";
import { genieSpaceExample } from "../src/services/genie/genieExamples";
import { jobExample } from "../src/services/jobs/jobsExamples";
import { pipelineExample } from "../src/services/pipelines/pipelinesExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, runIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const { policy_id: policyId } = clusterPolicyExample;
const { instance_pool_id: poolId } = instancePoolExample;

const workspace = useWorkspace();

const revoke = (securable: string, id: string, privilege: string) =>
  workspace.revoke({ securable, id, privilege });

describe("data sources, where a grant is missing,", () => {
  it.each([
    ["selectWarehouse", "warehouse", warehouseExample.id, "CAN_USE", warehouseExample.id],
    ["selectCluster", "cluster", clusterExample.cluster_id, "CAN_ATTACH_TO", clusterExample.cluster_id],
    ["selectClusterPolicy", "cluster_policy", policyId, "CAN_USE", policyId],
    ["selectInstancePool", "instance_pool", poolId, "CAN_ATTACH_TO", poolId],
    ["selectJob", "job", String(jobExample.job_id), "CAN_VIEW", String(jobExample.job_id)],
    ["selectCatalog", "catalog", "samples", "USE_CATALOG", "samples"],
    ["selectPipeline", "pipeline", pipelineExample.pipeline_id, "CAN_VIEW", pipelineExample.pipeline_id],
    ["selectGenieSpace", "genie_space", genieSpaceExample.space_id, "CAN_VIEW", genieSpaceExample.space_id],
  ])("leave out what may not be used: %s", async (key, securable, id, privilege, choice) => {
    const keys = async () => ((await runIn(workspace, key)) as { key: string }[]).map((each) => each.key);
    expect(await keys()).toContain(choice);
    await revoke(securable, id, privilege);
    expect(await keys()).not.toContain(choice);
  });

  it.each([
    ["selectSchema", { catalog: "samples" }],
    ["selectTable", { catalog: "samples", schema: "aviation" }],
    ["selectVolume", { catalog: "samples", schema: "aviation" }],
    ["selectColumn", { catalog: "samples", schema: "aviation", table: "flights" }],
    ["mapTableColumns", { catalog: "samples", schema: "aviation", table: "flights" }],
  ])("name it where it hides all that there is: %s", async (key, parameters) => {
    await revoke("catalog", "samples", "USE_CATALOG");
    const { message } = await failureOf(runIn(workspace, key, parameters));
    expect(message).toContain("User does not have USE CATALOG on Catalog 'samples'.");
    expect(message).toContain("lacks USE CATALOG on the catalog samples");
  });

  it("offer nothing where every table may not be read, for an empty schema looks the same", async () => {
    await revoke("catalog", "samples", "SELECT");
    expect(await runIn(workspace, "selectTable", { catalog: "samples", schema: "aviation" })).toEqual([]);
  });
});
