/** https://docs.databricks.com/api/workspace/permissions */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { doesNotExist, HttpError } from "../../apiError";
import { changePermissions, readEntries } from "./changes";
import { givenPermissions, objectPermissions, permittedKind } from "./permissions";

interface ObjectParams {
  Params: { type: string; id: string };
}

/**
 * The routes that tell and change who may do what with an object; only who may manage it may ask. PATCH adds, PUT
 * replaces all that was given on the object itself.
 */
export function permissionRoutes(app: FastifyInstance): void {
  const path = "/api/2.0/permissions/:type/:id";

  app.get<ObjectParams>(path, async (request) => {
    const { type, id } = request.params;
    return objectPermissions(request.workspace, type, id, managedName(request));
  });

  const change = (method: "PATCH" | "PUT") =>
    app.route<ObjectParams>({
      method,
      url: path,
      handler: async (request) => {
        const { workspace, params, body } = request;
        const { type, id } = params;
        const name = managedName(request);
        const entries = readEntries(workspace, type, body);
        const base = method === "PATCH" ? givenPermissions(workspace, type, id, name) : [];
        changePermissions(workspace, type, id, base, entries);
        return objectPermissions(workspace, type, id, name);
      },
    });
  change("PATCH");
  change("PUT");
}

/** The name by which grants know the object of a request. Throws 403 where the caller may not manage it. */
function managedName({ workspace, grants, params: { type, id } }: FastifyRequest<ObjectParams>): string {
  const { securable, nameOf } = permittedKind(type);
  // Databricks asks for the permission of a job before it looks whether there is one.
  if (securable === "job") grants.require(securable, id, "CAN_MANAGE");
  const name = found(() => nameOf(workspace, id));
  grants.require(securable, name, "CAN_MANAGE");
  return name;
}

/** The name of an object; a missing one of any kind is told with 404 here, whatever its own service says. */
function found(nameOf: () => string): string {
  try {
    return nameOf();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    throw doesNotExist(error.message);
  }
}
