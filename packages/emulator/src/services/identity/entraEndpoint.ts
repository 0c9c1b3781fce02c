/**
 * The token endpoints of Microsoft Entra ID, v1.0 and v2.0, for the one application that each workspace has there.
 * https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 * https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { HttpError } from "../../apiError";
import { sameSecret, sentCredentials } from "./clientAuthentication";
import { AZURE_DATABRICKS, ENTRA_LIFETIME_S } from "./entraTokens";
import { type Form, readForm } from "./form";

/** What a token can be for: Azure Databricks, or Azure's own management. */
const RESOURCES = [AZURE_DATABRICKS, "https://management.core.windows.net/", "https://management.azure.com/"];

/** Makes an error of Entra's own shape. */
type Refuse = (status: number, error: string, code: number, text: string) => HttpError;

/** What was asked of an endpoint, and how to refuse it. */
interface Question {
  tenant: string;
  form: Form;
  refuse: Refuse;
}

/** The routes of both endpoints. */
export function entraRoutes(app: FastifyInstance): void {
  app.post<{ Params: { tenant: string } }>("/:tenant/oauth2/v2.0/token", async (request, reply) => {
    reply.headers({ "cache-control": "no-store", pragma: "no-cache" });
    const question = readQuestion(request, request.params.tenant);
    authenticate(request, question);
    const token = request.workspace.identity.entra.issue(question.tenant, resourceOfScope(question));
    const lifetime = { expires_in: ENTRA_LIFETIME_S, ext_expires_in: ENTRA_LIFETIME_S };
    return { token_type: "Bearer", ...lifetime, access_token: token };
  });

  app.post<{ Params: { tenant: string } }>("/:tenant/oauth2/token", async (request, reply) => {
    reply.headers({ "cache-control": "no-store", pragma: "no-cache" });
    const question = readQuestion(request, request.params.tenant);
    authenticate(request, question);
    const resource = needed(question, "resource");
    const token = request.workspace.identity.entra.issue(question.tenant, known(question, resource));
    // The older endpoint writes its numbers as text.
    const now = Math.floor(request.workspace.clock.now() / 1000);
    const lifetime = { expires_in: String(ENTRA_LIFETIME_S), ext_expires_in: String(ENTRA_LIFETIME_S) };
    const times = { expires_on: String(now + ENTRA_LIFETIME_S), not_before: String(now) };
    return { token_type: "Bearer", ...lifetime, ...times, resource, access_token: token };
  });
}

const refuser =
  ({ id, workspace }: FastifyRequest): Refuse =>
  (status, error, code, text) => {
    const at = new Date(workspace.clock.now()).toISOString().replace(/^(.*)T(.*)\..*$/, "$1 $2Z");
    const description = `AADSTS${code}: ${text} Trace ID: ${id} Correlation ID: ${id} Timestamp: ${at}`;
    const body = {
      error,
      error_description: description,
      error_codes: [code],
      timestamp: at,
      trace_id: id,
      correlation_id: id,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    };
    return new HttpError(status, body, description);
  };

function readQuestion(request: FastifyRequest, tenant: string): Question {
  const refuse = refuser(request);
  const form = readForm(request, (why) => refuse(400, "invalid_request", 900023, `${why}.`));
  return { tenant, form, refuse };
}

function needed({ form, refuse }: Question, name: string): string {
  const value = form[name];
  if (value) return value;
  const text = `The request body must contain the following parameter: '${name}'.`;
  throw refuse(400, "invalid_request", 900144, text);
}

/** Checks, in Entra's order: the tenant, the grant, the application, its secret. */
function authenticate(request: FastifyRequest, question: Question): void {
  const { tenant, refuse } = question;
  const { entra } = request.workspace.credentials;
  if (!isTenant(request, tenant)) {
    throw refuse(400, "invalid_request", 90002, `Tenant '${tenant}' not found. Check the tenant ID.`);
  }
  const grant = needed(question, "grant_type");
  if (grant !== "client_credentials") {
    throw refuse(400, "unsupported_grant_type", 70003, `The grant type '${grant}' is not supported.`);
  }
  const sent = sentCredentials(request);
  const clientId = sent?.clientId || needed(question, "client_id");
  if (clientId !== entra.clientId || ![entra.tenantId, entra.otherTenantId].includes(tenant)) {
    const text = `Application with identifier '${clientId}' was not found in the directory '${tenant}'.`;
    throw refuse(400, "unauthorized_client", 700016, text);
  }
  if (!sent?.clientSecret) {
    const text =
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    throw refuse(401, "invalid_client", 7000218, text);
  }
  if (!sameSecret(sent.clientSecret, entra.clientSecret)) {
    const text = `Invalid client secret provided for app '${clientId}': it must be the secret's value, not its ID.`;
    throw refuse(401, "invalid_client", 7000215, text);
  }
}

const isTenant = ({ server }: FastifyRequest, tenant: string): boolean =>
  server.workspaces
    .all()
    .some(({ credentials: { entra } }) => [entra.tenantId, entra.otherTenantId].includes(tenant));

/** A client asks for all that it was given, of one resource: the resource and `/.default`. */
function resourceOfScope(question: Question): string {
  const scope = needed(question, "scope");
  const resource = /^(\S+)\/\.default$/.exec(scope)?.[1];
  if (resource !== undefined) return known(question, resource);
  const text = `The provided value for scope ${scope} is not valid: client credentials need one scope that ends in /.default.`;
  throw question.refuse(400, "invalid_scope", 1002012, text);
}

function known({ tenant, refuse }: Question, resource: string): string {
  const found = RESOURCES.find((one) => one.replace(/\/$/, "") === resource.replace(/\/$/, ""));
  if (found !== undefined) return found;
  const text = `The resource principal named ${resource} was not found in the tenant named ${tenant}.`;
  throw refuse(400, "invalid_resource", 500011, text);
}
