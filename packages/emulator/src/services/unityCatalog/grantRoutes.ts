/** https://docs.databricks.com/api/workspace/grants */
import type { FastifyInstance } from "fastify";
import { fieldsOf, invalidParameter, optionalText } from "../../control/requests";
import { directPermissions, effectivePermissions } from "./grants";
import { listResponse } from "./lists";
import { changeCatalogGrants } from "./permissionChanges";

const PRINCIPALS = { defaultSize: 1000, maxSize: 1000 };

/** The smallest size of a page that Databricks takes. */
const SMALLEST = 150;

/** @throws HttpError 400 for a size that is set, and too small */
function refuseSmallPages(query: unknown): void {
  const size = Number(fieldsOf(query).max_results ?? 0);
  if (size > 0 && size < SMALLEST) {
    throw invalidParameter(`Invalid max_results: ${size}; it must be 0, or at least ${SMALLEST}`);
  }
}

type OfThing = { Params: { type: string; name: string } };

const base = "/api/2.1/unity-catalog";

/** The routes that tell who may do what: with what a thing inherits from above, and without. */
export function grantRoutes(app: FastifyInstance): void {
  for (const [name, permissionsOf] of [
    ["effective-permissions", effectivePermissions],
    ["permissions", directPermissions],
  ] as const) {
    app.get<OfThing>(`${base}/${name}/:type/:name`, async ({ workspace, principal, params, query }) => {
      refuseSmallPages(query);
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
    });
  }

  app.patch<OfThing>(`${base}/permissions/:type/:name`, async ({ workspace, principal, params, body }) => {
    const { changes = [] } = fieldsOf(body) as { changes?: unknown[] };
    const user = principal.user.userName;
    await changeCatalogGrants(workspace, params.type, params.name, { changes, user });
    if (fieldsOf(body).omit_permissions_in_response === true) return {};
    const asked = { principal: undefined, caller: user };
    return { privilege_assignments: await directPermissions(workspace, params.type, params.name, asked) };
  });
}
