/** https://docs.databricks.com/api/workspace/entitytagassignments */
import type { FastifyInstance } from "fastify";
import { apiError } from "../../apiError";
import type { EntityTagAssignment } from "../../contract/wireTypes";
import { fieldsOf, invalidParameter, requiredText } from "../../control/requests";
import type { Workspace } from "../../workspace";
import { normalizedId } from "../grants/privileges";
import { listResponse } from "./lists";
import { objectPath, schemaPath } from "./names";
import type { TaggedThing } from "./tagStore";

const base = "/api/2.1/unity-catalog/entity-tag-assignments";
const ofEntity = `${base}/:type/:name/tags`;

/** The size of a page that Databricks chooses and its largest are not documented. */
const TAGS = { defaultSize: 100, maxSize: 1000 };

interface Entity {
  type: string;
  name: string;
}

type OfEntity = { Params: Entity };
type OfTag = { Params: Entity & { key: string } };

/** The column of a name in four parts. @throws HttpError 404 where the table has none */
async function columnThing({ unityCatalog }: Workspace, name: string): Promise<TaggedThing> {
  const parts = name.split(".");
  const table = await unityCatalog.table(objectPath("GetTable", parts.slice(0, 3).join(".")));
  const column = parts.slice(3).join(".").toLowerCase();
  if (!table.columns?.some((each) => each.name.toLowerCase() === column)) {
    throw apiError(404, "COLUMN_DOES_NOT_EXIST", `Column '${name}' does not exist.`);
  }
  return { securable: "table", id: normalizedId("table", table.full_name), column };
}

/** What has the tags. @throws HttpError 404 where there is none of the name, 400 for an unknown type */
async function taggedThing(workspace: Workspace, { type, name }: Entity): Promise<TaggedThing> {
  const { unityCatalog, volumes } = workspace;
  switch (type) {
    case "catalogs":
      return { securable: "catalog", id: (await unityCatalog.catalog(name)).name };
    case "schemas": {
      const { full_name = "" } = await unityCatalog.schema(schemaPath("GetSchema", name));
      return { securable: "schema", id: full_name };
    }
    case "tables": {
      const { full_name = "" } = await unityCatalog.table(objectPath("GetTable", name));
      return { securable: "table", id: full_name };
    }
    case "columns":
      return columnThing(workspace, name);
    case "volumes":
      return { securable: "volume", id: (await volumes.get(objectPath("GetVolume", name))).full_name };
    default:
      throw invalidParameter(`Invalid entity type: ${type}`);
  }
}

const entityOf = ({ type, name }: Entity) => ({ entity_type: type, entity_name: name });

/** The routes of tags. */
export function tagRoutes(app: FastifyInstance): void {
  readRoutes(app);
  changeRoutes(app);
}

function readRoutes(app: FastifyInstance): void {
  app.get<OfEntity>(ofEntity, async ({ workspace, grants, params, query }) => {
    const thing = await taggedThing(workspace, params);
    grants.require(thing.securable, thing.id);
    const all = workspace.tags.of(thing).map((tag) => ({ ...entityOf(params), ...tag }));
    return listResponse("tag_assignments", all, query, TAGS, workspace.pagination);
  });

  app.get<OfTag>(`${ofEntity}/:key`, async ({ workspace, grants, params }) => {
    const thing = await taggedThing(workspace, params);
    grants.require(thing.securable, thing.id);
    return { ...entityOf(params), ...workspace.tags.get(thing, params.key) };
  });
}

/** A tag as a request gives it. https://github.com/databricks/terraform-provider-databricks/issues/5659: no value is an empty one */
const tagOf = (
  { clock }: Workspace,
  key: string,
  { tag_value = "" }: Partial<EntityTagAssignment>,
  user: string,
) => ({
  tag_key: key,
  tag_value,
  update_time: new Date(clock.now()).toISOString(),
  updated_by: user,
});

function changeRoutes(app: FastifyInstance): void {
  app.post(base, async ({ workspace, grants, principal, body }) => {
    const entity = { type: requiredText(body, "entity_type"), name: requiredText(body, "entity_name") };
    const thing = await taggedThing(workspace, entity);
    grants.require(thing.securable, thing.id, "APPLY_TAG");
    const tag = tagOf(workspace, requiredText(body, "tag_key"), fieldsOf(body), principal.user.userName);
    workspace.tags.create(thing, tag);
    return { ...entityOf(entity), ...tag };
  });

  app.patch<OfTag>(`${ofEntity}/:key`, async ({ workspace, grants, principal, params, query, body }) => {
    const mask = requiredText(query, "update_mask");
    if (mask !== "tag_value") throw invalidParameter(`Invalid update_mask: ${mask}`);
    const thing = await taggedThing(workspace, params);
    grants.require(thing.securable, thing.id, "APPLY_TAG");
    const tag = tagOf(workspace, params.key, fieldsOf(body), principal.user.userName);
    workspace.tags.update(thing, tag);
    return { ...entityOf(params), ...tag };
  });

  app.delete<OfTag>(`${ofEntity}/:key`, async ({ workspace, grants, params }) => {
    const thing = await taggedThing(workspace, params);
    grants.require(thing.securable, thing.id, "APPLY_TAG");
    workspace.tags.delete(thing, params.key);
    return {};
  });
}
