/** https://docs.databricks.com/api/workspace/genie: spaces, read only, and questions in them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { apiError } from "../../apiError";
import { pageFields, pageOf } from "../../control/pages";
import { CONTROL_PREFIX } from "../../control/paths";
import { fieldsOf } from "../../control/requests";
import { statementResponse } from "../statements/responses";
import type { Statement } from "../statements/statement";

const PAGE_SIZES = { defaultSize: 20, maxSize: 100 };

const base = "/api/2.0/genie/spaces";
const conversation = `${base}/:space/conversations/:conversation`;
const message = `${conversation}/messages/:message`;
const attachment = `${message}/attachments/:attachment`;

interface OfSpace {
  Params: { space: string };
}
interface OfConversation {
  Params: { space: string; conversation: string };
}
interface OfMessage {
  Params: { space: string; conversation: string; message: string };
}
interface OfAttachment {
  Params: OfMessage["Params"] & { attachment: string };
}

/** The routes of Genie, API 2.0, and its control route. */
export function genieRoutes(app: FastifyInstance): void {
  spaceRoutes(app);
  questionRoutes(app);
  resultRoutes(app);
  app.post(`${CONTROL_PREFIX}/genie`, async ({ workspace, body }) => workspace.genie.configure(body));
}

function spaceRoutes(app: FastifyInstance): void {
  app.get(base, async ({ workspace, grants, query }) => {
    const seen = grants.visible("genie_space", workspace.genie.list(), ({ space_id }) => space_id);
    return pageFields("spaces", pageOf(seen, query, PAGE_SIZES));
  });

  app.get<OfSpace>(`${base}/:space`, async ({ workspace, grants, params: { space }, query }) => {
    const isWhole = fieldsOf(query).include_serialized_space === "true";
    grants.require("genie_space", space, isWhole ? "CAN_EDIT" : "CAN_VIEW");
    return isWhole ? workspace.genie.serialized(space) : workspace.genie.get(space);
  });
}

/** Who may run a space may ask in it. */
const requireRun = ({ grants, params }: FastifyRequest<OfSpace>): void =>
  grants.require("genie_space", params.space, "CAN_RUN");

function questionRoutes(app: FastifyInstance): void {
  app.post<OfSpace>(`${base}/:space/start-conversation`, async (request) => {
    requireRun(request);
    const { workspace, params, body, principal } = request;
    const asked = workspace.genie.ask(params.space, undefined, body, principal.user);
    const started = await asked.onWire();
    const { conversation_id, message_id, space_id, content, user_id, created_timestamp } = started;
    return {
      conversation_id,
      message_id,
      conversation: {
        id: conversation_id,
        conversation_id,
        space_id,
        title: content,
        user_id,
        created_timestamp,
        last_updated_timestamp: created_timestamp,
      },
      message: started,
    };
  });

  app.post<OfConversation>(`${conversation}/messages`, async (request) => {
    requireRun(request);
    const { workspace, params, body, principal } = request;
    return workspace.genie.ask(params.space, params.conversation, body, principal.user).onWire();
  });

  app.get<OfMessage>(message, async (request) => {
    requireRun(request);
    return request.workspace.genie.message(request.params).onWire();
  });

  app.post<OfMessage>(`${message}/feedback`, async (request) => {
    requireRun(request);
    request.workspace.genie.rate(request.params, request.body);
    return {};
  });
}

/** A statement's response, which is JSON already, within another object. */
const sendStatement = ({ workspace }: FastifyRequest, reply: FastifyReply, statement: Statement) => {
  const source = { bucket: workspace.statements.bucket, storageUrl: workspace.storageUrl };
  const text = `{"statement_response":${statementResponse(statement, source)}}`;
  return reply.type("application/json; charset=utf-8").send(text);
};

function resultRoutes(app: FastifyInstance): void {
  app.get<OfAttachment>(`${attachment}/query-result`, async (request, reply) => {
    requireRun(request);
    const { workspace, params } = request;
    const { message: queried } = workspace.genie.queried(params, params.attachment);
    const statement = await queried.statement();
    if (statement) return sendStatement(request, reply, statement);
    throw apiError(400, "INVALID_STATE", `Message ${params.message} has no result of a query.`);
  });

  app.post<OfAttachment>(`${attachment}/execute-query`, async (request, reply) => {
    requireRun(request);
    const { workspace, params } = request;
    const { message: queried } = workspace.genie.queried(params, params.attachment);
    return sendStatement(request, reply, await queried.runAgain());
  });

  app.post<OfAttachment>(`${attachment}/downloads`, async (request) => {
    requireRun(request);
    return request.workspace.genie.startDownload(request.params, request.params.attachment);
  });

  app.get<{ Params: OfAttachment["Params"] & { download: string } }>(
    `${attachment}/downloads/:download`,
    async (request, reply) => {
      requireRun(request);
      const { workspace, params, query } = request;
      const signature = fieldsOf(query).download_id_signature;
      return sendStatement(request, reply, workspace.genie.download(params, params.download, signature));
    },
  );
}
