/** https://docs.databricks.com/api/workspace/repos: list, get and update. */
import type { FastifyInstance } from "fastify";
import { notImplemented } from "../../apiError";
import { pageFields, pageOf } from "../../control/pages";
import type { ById } from "../../control/paths";
import { fieldsOf, invalidParameter, optionalText } from "../../control/requests";

/** Databricks says of its pages only that they have 20 Git folders at most. */
const PAGE_SIZES = { defaultSize: 20, maxSize: 20 };

const idOf = (text: string): number => {
  if (/^\d{1,19}$/.test(text)) return Number(text);
  throw invalidParameter(`Invalid repo id: ${text}`);
};

/** The routes of Git folders, API 2.0. */
export function gitFolderRoutes(app: FastifyInstance): void {
  const base = "/api/2.0/repos";

  app.get(base, async ({ workspace, query }) => {
    const all = workspace.gitFolders.list(optionalText(query, "path_prefix"));
    // The query calls the token by the name that the answer has.
    return pageFields("repos", pageOf(all, { page_token: fieldsOf(query).next_page_token }, PAGE_SIZES));
  });

  app.get<ById>(`${base}/:id`, async ({ workspace, params }) => workspace.gitFolders.get(idOf(params.id)));

  app.patch<ById>(`${base}/:id`, async ({ workspace, params, body }) => {
    const { branch, tag, dangerously_force_discard_all: discards, ...others } = fieldsOf(body);
    if (Object.keys(others).length > 0) {
      throw notImplemented("checks out branches and tags only.");
    }
    const reference = { branch: optionalText({ branch }, "branch"), tag: optionalText({ tag }, "tag") };
    workspace.gitFolders.update(idOf(params.id), reference, discards === true);
    return {};
  });
}
