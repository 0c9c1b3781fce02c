/** What the emulator adds to Fastify's server and requests. Routes access the stores through `request.workspace`. */
import type { LogEntry } from "./control/requestLog";
import type { Workspaces } from "./control/workspaces";
import type { CallerGrants } from "./services/grants/store";
import type { Principal } from "./services/identity/principal";
import type { Workspace } from "./workspace";

declare module "fastify" {
  interface FastifyInstance {
    /** Every workspace that this server holds. */
    workspaces: Workspaces;
  }
  interface FastifyRequest {
    /** The workspace that the request's token belongs to; in cloud storage, the one that its path names. */
    workspace: Workspace;
    /** Who signed in. */
    principal: Principal;
    /** What who signed in may do. */
    readonly grants: CallerGrants;
    /** Where the request is logged; absent for requests to the control API. */
    logEntry: LogEntry | undefined;
    /** Whether a fault has sent a response in place of the handler. */
    isFaultInjected: boolean;
    /** The body as it arrived. */
    rawBody: Buffer | undefined;
  }
}
