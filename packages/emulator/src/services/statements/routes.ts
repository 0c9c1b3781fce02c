/**
 * SQL statement execution over HTTP.
 * https://docs.databricks.com/api/workspace/statementexecution
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type ById, CONTROL_PREFIX } from "../../control/paths";
import { fieldsOf } from "../../control/requests";
import { chunkResponse, type LinkSource, statementResponse } from "./responses";
import { showSettings } from "./settings";
import type { Statement } from "./statement";

export { storageRoutes } from "./storageRoutes";

const statements = "/api/2.0/sql/statements";
const sessions = "/api/2.0/sql/sessions";

interface ByChunk {
  Params: { id: string; index: string };
}

const ownerOf = (request: FastifyRequest): string => request.principal.user.userName;

const statementOf = (request: FastifyRequest<ById>): Promise<Statement> =>
  request.workspace.statements.get(request.params.id, ownerOf(request));

const linksOf = ({ workspace }: FastifyRequest): LinkSource => ({
  bucket: workspace.statements.bucket,
  storageUrl: workspace.storageUrl,
});

const json = (reply: FastifyReply, text: string) => reply.type("application/json; charset=utf-8").send(text);

/** Registers the statement API, the drivers' sessions and the control route of statements. */
export const statementRoutes = (app: FastifyInstance): void => {
  statementApi(app);
  sessionApi(app);
  controlApi(app);
};

const statementApi = (app: FastifyInstance): void => {
  app.post(statements, async (request, reply) => {
    request.grants.require("warehouse", fieldsOf(request.body).warehouse_id, "CAN_USE");
    const statement = await request.workspace.statements.execute(request.body, ownerOf(request));
    return json(reply, statementResponse(statement, linksOf(request)));
  });

  app.get<ById>(`${statements}/:id`, async (request, reply) =>
    json(reply, statementResponse(await statementOf(request), linksOf(request))),
  );

  app.get<ByChunk>(`${statements}/:id/result/chunks/:index`, async (request, reply) =>
    json(reply, chunkResponse(await statementOf(request), request.params.index, linksOf(request))),
  );

  app.post<ById>(`${statements}/:id/cancel`, async (request) => {
    await (await statementOf(request)).cancel();
    return {};
  });

  // Only the official drivers use it, and it is in no documentation.
  app.delete<ById>(`${statements}/:id`, async (request) => {
    await (await statementOf(request)).close();
    return {};
  });
};

/** Sessions are the drivers' own: no documentation has them. */
const sessionApi = (app: FastifyInstance): void => {
  app.post(sessions, async (request) => {
    const { workspace, grants } = request;
    grants.require("warehouse", fieldsOf(request.body).warehouse_id, "CAN_USE");
    return { session_id: workspace.statements.openSession(request.body, ownerOf(request)).id };
  });

  app.delete<ById>(`${sessions}/:id`, async (request) => {
    request.workspace.statements.sessions.close(request.params.id, ownerOf(request));
    return {};
  });
};

/** Sets how long statements run, how their results are cut and what their links demand. */
const controlApi = (app: FastifyInstance): void => {
  app.post(`${CONTROL_PREFIX}/statements`, async (request) =>
    showSettings(request.workspace.statements.configure(request.body)),
  );
};
