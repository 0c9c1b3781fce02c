/** Warehouses and clusters: lists, refusals, and their life cycle if one may be created. */
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { clusterKind, warehouseKind } from "../kinds";
import { agree, NotTried } from "../outcomes";
import { refusedWith } from "./refusals";

const warehousesPage = "https://docs.databricks.com/api/workspace/warehouses";
const clustersPage = "https://docs.databricks.com/api/workspace/clusters";

interface Warehouse {
  id: string;
  name: string;
  state: string;
}

interface Cluster {
  cluster_id: string;
  state: string;
  spark_context_id?: string;
}

/** A reading list, and the choices of a wizard that go with it. */
const listed = async (context: CheckContext, list: string, choices: string): Promise<string> => {
  const items = await context.call<object[]>(list);
  const offered = await context.call<{ key: string; label: string }[]>(choices);
  agree(
    offered.every(({ key, label }) => typeof key === "string" && typeof label === "string"),
    JSON.stringify(offered),
  );
  return `${items.length} listed, ${offered.length} offered`;
};

/** The newest long-term version and the smallest machine. */
const cheapest = async (context: CheckContext): Promise<{ sparkVersion: string; nodeTypeId: string }> => {
  const versions = await context.call<{ key: string; name: string }[]>("listSparkVersions");
  const types =
    await context.call<
      {
        node_type_id: string;
        memory_mb: number;
        is_deprecated?: boolean;
        is_hidden?: boolean;
        num_gpus?: number;
      }[]
    >("listNodeTypes");
  const version = versions.find(({ key, name }) => /LTS/.test(name) && !/ml|gpu|photon|aarch/i.test(key));
  const [type] = types
    .filter((one) => !one.is_deprecated && !one.is_hidden && !one.num_gpus && one.memory_mb >= 8000)
    .sort((one, other) => one.memory_mb - other.memory_mb);
  if (!version || !type)
    throw new NotTried("the workspace offers no version or machine to make a cluster of");
  return { sparkVersion: version.key, nodeTypeId: type.node_type_id };
};

/** The cluster of the run. */
const madeCluster = (context: CheckContext): Promise<string> =>
  context.fixture("the cluster", async () => {
    const given = await cheapest(context);
    context.willMake(clusterKind, context.name);
    const cluster = await context.call<Cluster>("createCluster", {
      clusterName: context.name,
      ...given,
      numWorkers: "1",
      autoterminationMinutes: "15",
      waitForCompletion: true,
      timeoutSeconds: "840",
    });
    agree(cluster.state === "RUNNING", cluster.state);
    return cluster.cluster_id;
  });

export const computeChecks: Check[] = [
  {
    id: "compute.lists",
    title: "Warehouses, clusters, machines and versions are listed and offered, policies and pools offered",
    tries: "the four lists and their choices, and those of policies and pools",
    source: clustersPage,
    covers: [
      ...["listWarehouses", "listClusters", "listNodeTypes", "listSparkVersions"],
      ...["selectWarehouse", "selectCluster", "selectNodeType", "selectSparkVersion"],
      ...["selectClusterPolicy", "selectInstancePool"],
    ],
    run: async (context) => {
      const seen = [];
      for (const what of ["Warehouse", "Cluster", "NodeType", "SparkVersion"]) {
        seen.push(`${what}: ${await listed(context, `list${what}s`, `select${what}`)}`);
      }
      for (const what of ["ClusterPolicy", "InstancePool"]) {
        seen.push(`${what}: ${(await context.call<object[]>(`select${what}`)).length} offered`);
      }
      return seen.join("; ");
    },
  },
  {
    id: "compute.warehouse.given",
    title: "The given warehouse is found as it is listed",
    tries: "Get SQL Warehouse",
    source: warehousesPage,
    covers: ["getWarehouse"],
    needs: ["warehouse"],
    run: async (context) => {
      const { id, state } = await context.call<Warehouse>("getWarehouse", {
        warehouseId: context.warehouseId,
      });
      agree(id === context.warehouseId, id);
      return state;
    },
  },
  {
    id: "compute.error.warehouse",
    title: "An unknown warehouse is refused with 404, a malformed ID with 400 or 404",
    tries: "get of 0000000000000000 and of nowhere",
    source: warehousesPage,
    covers: ["getWarehouse"],
    run: async (context) => {
      const unknown = await context.request("GET", "/api/2.0/sql/warehouses/0000000000000000");
      const malformed = await context.request("GET", "/api/2.0/sql/warehouses/nowhere");
      const { message } = await context.refusal("getWarehouse", { warehouseId: "0000000000000000" });
      agree(/Check the Warehouse ID/.test(message), message);
      return `${refusedWith(unknown, [404])}; malformed: ${refusedWith(malformed, [400, 404])}`;
    },
  },
  {
    id: "compute.error.cluster",
    title: "An unknown cluster is refused with 400 or 404, in words that the connector reads as not found",
    tries: "get and start of a cluster that is not there",
    source: clustersPage,
    covers: ["getCluster"],
    run: async (context) => {
      const cluster_id = "0101-000000-nowhere0";
      const got = await context.request("GET", "/api/2.1/clusters/get", { query: { cluster_id } });
      const started = await context.request("POST", "/api/2.1/clusters/start", { body: { cluster_id } });
      const { message } = await context.refusal("getCluster", { clusterId: cluster_id });
      agree(/Check the Cluster ID/.test(message), message);
      return `${refusedWith(got, [400, 404])}; start: ${refusedWith(started, [400, 404])}`;
    },
  },
  {
    id: "compute.cluster.given",
    title: "The given cluster has events, page by page, and exact IDs",
    tries: "Get Cluster, List Cluster Events, List Libraries",
    source: clustersPage,
    covers: ["getCluster", "listClusterEvents", "listLibraries"],
    needs: ["cluster"],
    run: async (context) => {
      const { clusterId } = context;
      const { state, spark_context_id: id } = await context.call<Cluster>("getCluster", { clusterId });
      const events = await context.call<object[]>("listClusterEvents", { clusterId, limit: "60" });
      const libraries = await context.call<object[]>("listLibraries", { clusterId });
      agree(id === undefined || /^\d+$/.test(String(id)), String(id));
      return `${libraries.length} libraries, ${state}, spark_context_id of ${String(id ?? "").length} digits, ${events.length} events`;
    },
  },
  {
    id: "compute.warehouse.life",
    title: "A warehouse is made, changed, stopped, started and deleted",
    tries: "Create, Update, Stop, Start and Delete SQL Warehouse",
    source: warehousesPage,
    covers: ["createWarehouse", "updateWarehouse", "stopWarehouse", "startWarehouse", "deleteWarehouse"],
    needs: ["compute"],
    minutes: 30,
    run: async (context) => {
      context.willMake(warehouseKind, context.name);
      const waiting = { waitForCompletion: true, timeoutSeconds: "840" };
      const { id: warehouseId } = await context.call<Warehouse>("createWarehouse", {
        warehouseName: context.name,
        clusterSize: "2X-Small",
        autoStopMinutes: "10",
        warehouseSettings: { enable_serverless_compute: true, warehouse_type: "PRO" },
        ...waiting,
      });
      const twin = await context.request("POST", "/api/2.0/sql/warehouses", {
        body: { name: context.name, cluster_size: "2X-Small", auto_stop_mins: 10 },
      });
      const stopped = await context.call<Warehouse>("stopWarehouse", { warehouseId, ...waiting });
      const changed = await context.call<Warehouse & { auto_stop_mins: number }>("updateWarehouse", {
        warehouseId,
        autoStopMinutes: "15",
      });
      agree(changed.auto_stop_mins === 15, `${changed.auto_stop_mins}`);
      const started = await context.call<Warehouse>("startWarehouse", { warehouseId, ...waiting });
      agree(stopped.state === "STOPPED" && started.state === "RUNNING", `${stopped.state}, ${started.state}`);
      await context.call("deleteWarehouse", { warehouseId });
      const { status, message } = await context.refusal("getWarehouse", { warehouseId });
      agree(status !== undefined, message);
      return `a second of its name: ${twin.summary}; ${changed.state} after a change while stopped; deleted: ${message}`;
    },
  },
  {
    id: "compute.pages",
    title: "Lists of clusters and warehouses come page by page, and end without a token",
    tries: "both lists, one on each page, no more than five pages",
    source: clustersPage,
    run: async (context) => {
      const seen = [];
      for (const path of ["/api/2.1/clusters/list", "/api/2.0/sql/warehouses"]) {
        let pages = 0;
        let token: string | undefined;
        do {
          const query = { page_size: "1", ...(token && { page_token: token }) };
          const { json } = await context.ask("GET", path, { query });
          token = (json.next_page_token as string | undefined) || undefined;
          pages += 1;
        } while (token !== undefined && pages < 5);
        seen.push(`${path}: ${pages} pages${token === undefined ? "" : " and more"}`);
      }
      return seen.join("; ");
    },
  },
  {
    id: "compute.cluster.life",
    title: "A cluster is made, resized, restarted, terminated, started and deleted",
    tries: "Create, Resize, Restart, Terminate, Start and Delete Cluster",
    source: clustersPage,
    covers: [
      ...["createCluster", "resizeCluster", "restartCluster", "terminateCluster"],
      ...["startTerminatedCluster", "deleteCluster"],
    ],
    needs: ["compute"],
    minutes: 40,
    run: async (context) => {
      const clusterId = await madeCluster(context);
      const waiting = { waitForCompletion: true, timeoutSeconds: "840" };
      await context.call("resizeCluster", { clusterId, numWorkers: "2", ...waiting });
      await context.call("restartCluster", { clusterId, ...waiting });
      const ended = await context.call<Cluster>("terminateCluster", { clusterId, ...waiting });
      agree(ended.state === "TERMINATED", ended.state);
      const { state } = await context.call<Cluster>("startTerminatedCluster", { clusterId });
      await context.call("deleteCluster", { clusterId });
      return `${state} after the start`;
    },
  },
];
