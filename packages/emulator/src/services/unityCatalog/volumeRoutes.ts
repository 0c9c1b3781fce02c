/** https://docs.databricks.com/api/workspace/volumes */
import type { FastifyInstance } from "fastify";
import type { ByName } from "../../control/paths";
import { requiredText } from "../../control/requests";
import { booleanParameter, listResponse } from "./lists";
import { objectPath, requireWritable } from "./names";

const VOLUMES = { defaultSize: 10_000, maxSize: 10_000 };

const base = "/api/2.1/unity-catalog/volumes";

/** The routes of volumes. */
export function volumeRoutes(app: FastifyInstance): void {
  readRoutes(app);
  changeRoutes(app);
}

function readRoutes(app: FastifyInstance): void {
  app.get(base, async ({ workspace, grants, query }) => {
    booleanParameter(query, "include_browse");
    const catalog = requiredText(query, "catalog_name");
    const schema = requiredText(query, "schema_name");
    const all = await workspace.volumes.list({ catalog, schema });
    const volumes = grants.visible("volume", all, ({ full_name }) => full_name);
    return listResponse("volumes", volumes, query, VOLUMES, workspace.pagination);
  });

  app.get<ByName>(`${base}/:name`, async ({ workspace, grants, params, query }) => {
    booleanParameter(query, "include_browse");
    grants.require("volume", params.name);
    return workspace.volumes.get(objectPath("GetVolume", params.name));
  });
}

function changeRoutes(app: FastifyInstance): void {
  app.post(base, async ({ workspace, grants, principal, body }) => {
    const catalog = requiredText(body, "catalog_name");
    const schema = requiredText(body, "schema_name");
    grants.require("schema", `${catalog}.${schema}`, "CREATE_VOLUME");
    requireWritable(await workspace.unityCatalog.schema({ catalog, schema }));
    return workspace.volumes.create(body, principal.user.userName);
  });

  app.patch<ByName>(`${base}/:name`, async ({ workspace, grants, principal, params, body }) => {
    grants.require("volume", params.name, "MANAGE");
    const path = objectPath("UpdateVolume", params.name);
    return workspace.volumes.update(path, body, principal.user.userName);
  });

  app.delete<ByName>(`${base}/:name`, async ({ workspace, grants, params }) => {
    grants.require("volume", params.name, "MANAGE");
    await workspace.volumes.delete(objectPath("DeleteVolume", params.name));
    return {};
  });
}
