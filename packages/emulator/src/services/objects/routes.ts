/** https://docs.databricks.com/api/workspace/workspace */
import type { FastifyInstance } from "fastify";
import { fieldsOf, requiredText } from "../../control/requests";
import { formFields } from "./multipart";
import { flag, formatOf, readImport } from "./newObject";

const base = "/api/2.0/workspace";

/** Registers the routes of notebooks, files and folders. */
export function objectRoutes(app: FastifyInstance): void {
  app.post(`${base}/import`, async ({ workspace, body, headers }) => {
    const form = Buffer.isBuffer(body) ? formFields(body, headers["content-type"] ?? "") : undefined;
    const { object, overwrite } = readImport(form ?? body);
    workspace.objects.import(object, overwrite);
    return {};
  });

  app.get(`${base}/export`, async ({ workspace, query }, reply) => {
    formatOf(query);
    const { content, extension } = workspace.objects.export(requiredText(query, "path"));
    if (flag(query, "direct_download")) return reply.type("application/octet-stream").send(content);
    return { content: content.toString("base64"), file_type: extension };
  });

  app.get(`${base}/get-status`, async ({ workspace, query }) =>
    workspace.objects.status(requiredText(query, "path")),
  );

  app.get(`${base}/list`, async ({ workspace, query }) => {
    const after = Number(fieldsOf(query).notebooks_modified_after ?? 0);
    const objects = workspace.objects
      .list(requiredText(query, "path"))
      .filter(({ modified_at }) => !(after > 0) || (modified_at ?? 0) >= after);
    return objects.length > 0 ? { objects } : {};
  });

  app.post(`${base}/mkdirs`, async ({ workspace, body }) => {
    workspace.objects.makeFolders(requiredText(body, "path"));
    return {};
  });

  app.post(`${base}/delete`, async ({ workspace, body }) => {
    workspace.objects.delete(requiredText(body, "path"), flag(body, "recursive"));
    return {};
  });
}
