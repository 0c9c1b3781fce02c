/** https://docs.databricks.com/api/workspace/permissions: read only. */
import type { FastifyInstance } from "fastify";
import { objectPermissions, permittedKind } from "./permissions";

/** The route that tells who may do what with an object; only who may manage it may ask. */
export function permissionRoutes(app: FastifyInstance): void {
  app.get<{ Params: { type: string; id: string } }>(
    "/api/2.0/permissions/:type/:id",
    async ({ workspace, grants, params: { type, id } }) => {
      const { securable, nameOf } = permittedKind(type);
      // Databricks asks for the permission of a job before it looks whether there is one.
      if (securable === "job") grants.require(securable, id, "CAN_MANAGE");
      const name = nameOf(workspace, id);
      grants.require(securable, name, "CAN_MANAGE");
      return objectPermissions(workspace, type, id, name);
    },
  );
}
