/** The workspace's Files API for one file, as far as transfers need it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOf } from "./handlerServer";

/** A file that is stored by a PUT, and given back. */
export class StoredFile {
  content: Buffer | undefined;

  /** Answers a request. */
  readonly api = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader("last-modified", "Tue, 18 Nov 2025 12:00:00 GMT");
    if (request.method === "PUT") {
      this.content = await bodyOf(request);
      response.writeHead(204).end();
      return;
    }
    response.setHeader("content-length", this.content?.length ?? 0);
    response.end(request.method === "HEAD" ? undefined : this.content);
  };
}
