/** https://docs.databricks.com/api/workspace/clusters */
import type { FastifyInstance } from "fastify";
import { LosslessNumber, stringify } from "lossless-json";
import { pageFields, pageOf } from "../../control/pages";
import { fieldsOf, requiredText } from "../../control/requests";
import type { Cluster } from "./cluster";
import { selectClusters } from "./clusterQuery";

const PAGE_SIZES = { defaultSize: 20, maxSize: 100 };

/** A cluster as it goes over the wire: the Spark context's id is a number, beyond what a double holds. */
const toWire = ({ spark_context_id: id, ...cluster }: Cluster) =>
  id === undefined ? cluster : { ...cluster, spark_context_id: new LosslessNumber(id) };

/** The routes of clusters: API 2.1, and the same under 2.0. */
export function clusterRoutes(app: FastifyInstance): void {
  for (const version of ["2.0", "2.1"]) {
    app.register(async (scope) => routesOf(scope), { prefix: `/api/${version}/clusters` });
  }
}

function routesOf(app: FastifyInstance): void {
  app.setReplySerializer((payload) => stringify(payload) ?? "");

  app.get("/list", async ({ workspace, grants, query }) => {
    const seen = grants.visible("cluster", workspace.clusters.list(), ({ cluster_id }) => cluster_id);
    const { items, next, previous } = pageOf(selectClusters(seen, query), query, PAGE_SIZES);
    return {
      ...(items.length > 0 && { clusters: items.map(toWire) }),
      next_page_token: next ?? "",
      prev_page_token: previous ?? "",
    };
  });

  app.get("/get", async ({ workspace, grants, query }) => {
    grants.require("cluster", fieldsOf(query).cluster_id);
    return toWire(workspace.clusters.get(requiredText(query, "cluster_id")));
  });

  app.post("/create", async ({ workspace, principal, grants, body }) => {
    const { policy_id, instance_pool_id } = fieldsOf(body);
    if (policy_id !== undefined) grants.require("cluster_policy", policy_id);
    if (instance_pool_id !== undefined) grants.require("instance_pool", instance_pool_id);
    return { cluster_id: workspace.clusters.create(fieldsOf(body), principal.user.userName) };
  });

  app.post("/resize", async ({ workspace, principal, grants, body }) => {
    grants.require("cluster", fieldsOf(body).cluster_id, "CAN_MANAGE");
    const { num_workers, autoscale } = fieldsOf(body);
    const size = { num_workers, autoscale } as Pick<Cluster, "num_workers" | "autoscale">;
    workspace.clusters.resize(requiredText(body, "cluster_id"), size, principal.user.userName);
    return {};
  });

  app.post("/permanent-delete", async ({ workspace, grants, body }) => {
    grants.require("cluster", fieldsOf(body).cluster_id, "CAN_MANAGE");
    workspace.clusters.permanentDelete(requiredText(body, "cluster_id"));
    return {};
  });

  app.post("/events", async ({ workspace, grants, body }) => {
    const id = requiredText(body, "cluster_id");
    grants.require("cluster", id);
    workspace.clusters.get(id);
    const page = workspace.clusters.history.page(id, body);
    return {
      ...pageFields("events", page),
      ...(page.previous && { prev_page_token: page.previous }),
      ...(page.nextPage && { next_page: page.nextPage }),
    };
  });

  app.post("/start", async ({ workspace, grants, body }) => {
    grants.require("cluster", fieldsOf(body).cluster_id, "CAN_RESTART");
    workspace.clusters.start(requiredText(body, "cluster_id"));
    return {};
  });

  app.post("/restart", async ({ workspace, grants, body }) => {
    grants.require("cluster", fieldsOf(body).cluster_id, "CAN_RESTART");
    workspace.clusters.restart(requiredText(body, "cluster_id"));
    return {};
  });

  app.post("/delete", async ({ workspace, principal, grants, body }) => {
    grants.require("cluster", fieldsOf(body).cluster_id, "CAN_RESTART");
    workspace.clusters.terminate(requiredText(body, "cluster_id"), principal.user.userName);
    return {};
  });

  app.get("/list-node-types", async ({ workspace }) => ({ node_types: workspace.clusters.nodeTypes }));

  app.get("/spark-versions", async ({ workspace }) => ({ versions: workspace.clusters.sparkVersions }));
}
