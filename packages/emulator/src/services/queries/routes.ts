/** https://docs.databricks.com/api/workspace/queries: what there is, new ones, and the trash. */
import type { FastifyInstance } from "fastify";
import type { CreateQueryRequestQuery, Query } from "../../contract/wireTypes";
import { pageFields, pageOf } from "../../control/pages";
import type { ById } from "../../control/paths";
import { fieldsOf } from "../../control/requests";

const PAGE_SIZES = { defaultSize: 20, maxSize: 100 };

/** A query as a list returns it. */
const listed = ({ parent_path, ...query }: Query): Omit<Query, "parent_path"> => query;

/** The routes of saved queries, API 2.0. */
export function queryRoutes(app: FastifyInstance): void {
  const base = "/api/2.0/sql/queries";

  app.get(base, async ({ workspace, grants, query }) => {
    const seen = grants.visible("query", workspace.queries.list(), ({ id }) => id);
    return pageFields("results", pageOf(seen, query, PAGE_SIZES), listed);
  });

  app.post(base, async ({ workspace, principal, body }) => {
    const { query = {}, auto_resolve_display_name } = fieldsOf(body);
    const { userName } = principal.user;
    return workspace.queries.create(
      query as CreateQueryRequestQuery,
      userName,
      auto_resolve_display_name === true,
    );
  });

  app.get<ById>(`${base}/:id`, async ({ workspace, grants, params }) => {
    const query = workspace.queries.get(params.id);
    grants.require("query", params.id);
    return query;
  });

  app.delete<ById>(`${base}/:id`, async ({ workspace, grants, params }) => {
    grants.require("query", params.id, "CAN_MANAGE");
    workspace.queries.trash(params.id);
    return {};
  });
}
