/** https://docs.databricks.com/api/workspace/genie: spaces, read only. */
import type { FastifyInstance } from "fastify";
import { pageOf } from "../../control/pages";
import { fieldsOf } from "../../control/requests";

const PAGE_SIZES = { defaultSize: 20, maxSize: 100 };

/** The routes of Genie spaces, API 2.0. */
export function genieRoutes(app: FastifyInstance): void {
  const base = "/api/2.0/genie/spaces";

  app.get(base, async ({ workspace, grants, query }) => {
    const seen = grants.visible("genie_space", workspace.genie.list(), ({ space_id }) => space_id);
    const { items, next } = pageOf(seen, query, PAGE_SIZES);
    return { ...(items.length > 0 && { spaces: items }), ...(next && { next_page_token: next }) };
  });

  app.get<{ Params: { id: string } }>(`${base}/:id`, async ({ workspace, grants, params, query }) => {
    const isWhole = fieldsOf(query).include_serialized_space === "true";
    grants.require("genie_space", params.id, isWhole ? "CAN_EDIT" : "CAN_VIEW");
    return isWhole ? workspace.genie.serialized(params.id) : workspace.genie.get(params.id);
  });
}
