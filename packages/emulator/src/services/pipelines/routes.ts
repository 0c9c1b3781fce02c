/** https://docs.databricks.com/api/workspace/pipelines */
import type { FastifyInstance } from "fastify";
import { notImplemented } from "../../apiError";
import { pageFields, pageOf } from "../../control/pages";
import { type ById, CONTROL_PREFIX } from "../../control/paths";
import { fieldsOf, invalidParameter } from "../../control/requests";
import { toPipelineStatus } from "./pipeline";

const PAGE_SIZES = { defaultSize: 25, maxSize: 100 };
const EVENT_PAGE_SIZES = { defaultSize: 25, maxSize: 250 };

const base = "/api/2.0/pipelines";

/** The routes of pipelines, API 2.0, and their control route. */
export function pipelineRoutes(app: FastifyInstance): void {
  readRoutes(app);
  updateRoutes(app);
  eventRoutes(app);

  app.post(base, async ({ workspace, body, principal }) => ({
    pipeline_id: workspace.pipelines.create(body, principal.user.userName),
  }));

  app.post(`${CONTROL_PREFIX}/pipelines`, async ({ workspace, body }) => workspace.pipelines.configure(body));
}

function readRoutes(app: FastifyInstance): void {
  app.get(base, async ({ workspace, grants, query }) => {
    const { filter, order_by, max_results } = fieldsOf(query);
    if (filter !== undefined || order_by !== undefined) {
      throw notImplemented("does not filter or order pipelines.");
    }
    if (Number(max_results ?? 0) > PAGE_SIZES.maxSize) {
      throw invalidParameter(`max_results must be at most ${PAGE_SIZES.maxSize}`);
    }
    const seen = grants.visible("pipeline", workspace.pipelines.list(), ({ pipeline_id }) => pipeline_id);
    return pageFields("statuses", pageOf(seen, query, PAGE_SIZES, "max_results"), toPipelineStatus);
  });

  app.get<ById>(`${base}/:id`, async ({ workspace, grants, params }) => {
    grants.require("pipeline", params.id);
    return workspace.pipelines.get(params.id);
  });
}

function updateRoutes(app: FastifyInstance): void {
  const updates = `${base}/:id/updates`;

  app.post<ById>(updates, async ({ workspace, grants, params, body }) => {
    grants.require("pipeline", params.id, "CAN_RUN");
    return { update_id: workspace.pipelines.start(params.id, body) };
  });

  app.get<ById>(updates, async ({ workspace, grants, params, query }) => {
    grants.require("pipeline", params.id);
    const { until_update_id } = fieldsOf(query);
    const all = workspace.pipelines.updates(params.id);
    const last = all.findIndex(({ update_id }) => update_id === until_update_id);
    const wanted = last < 0 ? all : all.slice(0, last + 1);
    const page = pageOf(wanted, query, PAGE_SIZES, "max_results");
    return {
      ...pageFields("updates", page),
      ...(page.previous && { prev_page_token: page.previous }),
    };
  });

  app.get<{ Params: { id: string; update: string } }>(
    `${updates}/:update`,
    async ({ workspace, grants, params }) => {
      grants.require("pipeline", params.id);
      return { update: workspace.pipelines.update(params.id, params.update) };
    },
  );

  app.post<ById>(`${base}/:id/stop`, async ({ workspace, grants, params }) => {
    grants.require("pipeline", params.id, "CAN_RUN");
    workspace.pipelines.stop(params.id);
    return {};
  });
}

/** A token holds the filter and the order, too: a request with one may have no others. */
interface Token {
  filter?: string;
  order_by?: string;
  page_token?: string;
}

function tokenOf(query: unknown): Token {
  const { page_token, filter, order_by } = fieldsOf(query) as Token;
  if (!page_token) return { filter, order_by };
  if (filter !== undefined || order_by !== undefined) {
    throw invalidParameter("With page_token, only max_results may be given.");
  }
  try {
    return JSON.parse(Buffer.from(page_token, "base64url").toString()) as Token;
  } catch {
    throw invalidParameter(`Invalid page token: ${page_token}`);
  }
}

function eventRoutes(app: FastifyInstance): void {
  app.get<ById>(`${base}/:id/events`, async ({ workspace, grants, params, query }) => {
    grants.require("pipeline", params.id);
    const { page_token, ...asked } = tokenOf(query);
    const { max_results } = fieldsOf(query);
    const all = workspace.pipelines.events(params.id, asked.filter, asked.order_by);
    const { items, next } = pageOf(all, { max_results, page_token }, EVENT_PAGE_SIZES, "max_results");
    const token = next && Buffer.from(JSON.stringify({ ...asked, page_token: next })).toString("base64url");
    return pageFields("events", { items, next: token });
  });
}
