/** https://docs.databricks.com/api/workspace/grants/geteffective */
import type { FastifyInstance } from "fastify";
import { optionalText } from "../../control/requests";
import { effectivePermissions } from "./grants";
import { listAnswer } from "./lists";

const PRINCIPALS = { usual: 1000, most: 1000 };

/** The route that tells who may do what. */
export function grantRoutes(app: FastifyInstance): void {
  app.get<{ Params: { type: string; name: string } }>(
    "/api/2.1/unity-catalog/effective-permissions/:type/:name",
    async ({ workspace, params: { type, name }, query }) => {
      const principal = optionalText(query, "principal");
      const assignments = await effectivePermissions(workspace, type, name, principal);
      return listAnswer("privilege_assignments", assignments, query, PRINCIPALS, workspace.listing);
    },
  );
}
