/** https://docs.databricks.com/api/workspace/volumes: read only. */
import type { FastifyInstance } from "fastify";
import { requiredText } from "../../control/requests";
import { booleanParameter, listResponse } from "./lists";
import { objectPath } from "./names";

const VOLUMES = { defaultSize: 10_000, maxSize: 10_000 };

const base = "/api/2.1/unity-catalog/volumes";

/** The routes of volumes. */
export function volumeRoutes(app: FastifyInstance): void {
  app.get(base, async ({ workspace, grants, query }) => {
    booleanParameter(query, "include_browse");
    const catalog = requiredText(query, "catalog_name");
    const schema = requiredText(query, "schema_name");
    const all = await workspace.volumes.list({ catalog, schema });
    const volumes = grants.visible("volume", all, ({ full_name }) => full_name);
    return listResponse("volumes", volumes, query, VOLUMES, workspace.pagination);
  });

  app.get<{ Params: { name: string } }>(`${base}/:name`, async ({ workspace, grants, params, query }) => {
    booleanParameter(query, "include_browse");
    grants.require("volume", params.name);
    return workspace.volumes.get(objectPath("GetVolume", params.name));
  });
}
