/** Choices of compute and of secret scopes: what cannot be used is not offered, or marked. */
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { useScriptedServer } from "../../test/support/scriptedServer";
import { keepingLogger, tokenConnection } from "../../test/support/testClient";
import component from "../index";

const { server } = useScriptedServer();

const choose = async (key: string): Promise<unknown> => {
  const { logger } = keepingLogger();
  const inputs = { connection: tokenConnection(server.url) };
  return (await createHarness(component).dataSource(key, inputs as never, { logger })).result;
};

it("node types that the cloud does not have in the region or the subscription are not offered", async () => {
  const types = [
    { node_type_id: "a", num_cores: 4, memory_mb: 16_384 },
    { node_type_id: "b", node_info: { status: [] } },
    { node_type_id: "c", node_info: { status: ["NotAvailableInRegion"] } },
    { node_type_id: "d", node_info: { status: ["NotEnabledOnSubscription"] } },
    { node_type_id: "e", node_info: { status: "none of it is known" } },
  ];
  server.script({ body: { node_types: types } });
  expect(await choose("selectNodeType")).toEqual([
    { key: "a", label: "a (4 cores, 16 GB)" },
    { key: "b", label: "b" },
    { key: "e", label: "e" },
  ]);
});

it("terminated clusters of jobs and pipelines, which cannot be started again, are not offered", async () => {
  const cluster = (cluster_id: string, cluster_source?: unknown, state?: string) => ({
    cluster_id,
    cluster_name: cluster_id,
    cluster_source,
    state,
  });
  const clusters = [
    cluster("a", "UI", "TERMINATED"),
    cluster("b", "API", "TERMINATED"),
    cluster("c", "JOB", "TERMINATED"),
    cluster("d", "JOB", "RUNNING"),
    cluster("e", "PIPELINE", "TERMINATING"),
    cluster("f", "PIPELINE_MAINTENANCE", "TERMINATED"),
    cluster("g"),
    cluster("h", 7, "TERMINATED"),
  ];
  server.script({ body: { clusters } });
  const keys = (await choose("selectCluster")) as { key: string }[];
  expect(keys.map(({ key }) => key)).toEqual(["a", "b", "d", "g", "h"]);
});

it("secret scopes that Databricks only reads are marked", async () => {
  const scopes = [
    { name: "own", backend_type: "DATABRICKS" },
    { name: "vault", backend_type: "AZURE_KEYVAULT" },
    { name: "x" },
  ];
  server.script({ body: { scopes } });
  expect(await choose("selectSecretScope")).toEqual([
    { key: "own", label: "own" },
    { key: "vault", label: "vault (azure keyvault)" },
    { key: "x", label: "x" },
  ]);
});
