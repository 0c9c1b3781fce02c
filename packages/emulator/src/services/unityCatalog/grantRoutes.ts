/** https://docs.databricks.com/api/workspace/grants: read only. */
import type { FastifyInstance } from "fastify";
import { optionalText } from "../../control/requests";
import { directPermissions, effectivePermissions } from "./grants";
import { listResponse } from "./lists";

const PRINCIPALS = { defaultSize: 1000, maxSize: 1000 };

const base = "/api/2.1/unity-catalog";

/** The routes that tell who may do what: with what a thing inherits from above, and without. */
export function grantRoutes(app: FastifyInstance): void {
  for (const [name, permissionsOf] of [
    ["effective-permissions", effectivePermissions],
    ["permissions", directPermissions],
  ] as const) {
    app.get<{ Params: { type: string; name: string } }>(
      `${base}/${name}/:type/:name`,
      async ({ workspace, principal, params, query }) => {
        const assignments = await permissionsOf(workspace, params.type, params.name, {
          principal: optionalText(query, "principal"),
          caller: principal.user.userName,
        });
        return listResponse<unknown>(
          "privilege_assignments",
          assignments,
          query,
          PRINCIPALS,
          workspace.pagination,
        );
      },
    );
  }
}
