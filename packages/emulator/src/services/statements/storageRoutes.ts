/** Cloud storage over HTTP: results at pre-signed URLs, errors as XML. */
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { atSpeed } from "../../control/linkSpeed";
import { StorageError } from "./resultStorage";

interface ObjectPath {
  Params: { statementId: string; index: string };
  Querystring: Record<string, unknown>;
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const xml = (text: string): string => text.replace(/[&<>]/g, (character) => escapes[character] ?? character);

const refuse = (request: FastifyRequest, reply: FastifyReply, { status, code, message }: StorageError) =>
  reply
    .code(status)
    .type("application/xml")
    .send(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${xml(message)}</Message>` +
        `<RequestId>${xml(String(request.id))}</RequestId></Error>`,
    );

/**
 * Serves what external links lead to. The app says by `request.workspace` whose storage is asked for.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export const storageRoutes = (app: FastifyInstance): void => {
  app.get<ObjectPath>("/results/:statementId/:index", async (request, reply) => {
    const { statementId, index } = request.params;
    try {
      const { bytes, open } = storageOf(request).read({
        key: `${statementId}/${index}`,
        query: request.query,
        headers: request.headers,
      });
      const { clock, statements } = request.workspace;
      const body = Readable.from(atSpeed(open(), statements.settings.linkSpeed, clock), {
        objectMode: false,
      });
      return reply.type("binary/octet-stream").header("content-length", bytes).send(body);
    } catch (error) {
      if (error instanceof StorageError) return refuse(request, reply, error);
      throw error;
    }
  });
};

const storageOf = ({ workspace }: Partial<FastifyRequest>) => {
  if (workspace) return workspace.statements.bucket;
  throw new StorageError(404, "NoSuchBucket", "The specified bucket does not exist.");
};
