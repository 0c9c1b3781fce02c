/** Discovery: how a client finds the token endpoint. */
import type { WorkspaceCredentials } from "../../control/credentials";

/** Where the sign-in of a workspace is, or that of an account. */
const signInOf = (url: string, accountId: string | undefined): string =>
  accountId === undefined ? `${url}/oidc` : `${url}/oidc/accounts/${accountId}`;

/** The scopes that a token can be asked for. */
export const SCOPES = ["all-apis", "email", "offline_access", "openid", "profile", "sql"];

/**
 * The authorization server's metadata, RFC 8414.
 * @param accountId the account that signs in, where the host serves all of its workspaces
 */
export const authorizationServer = (url: string, accountId?: string) => ({
  authorization_endpoint: `${signInOf(url, accountId)}/v1/authorize`,
  token_endpoint: `${signInOf(url, accountId)}/v1/token`,
  issuer: signInOf(url, accountId),
  jwks_uri: `${url}/oidc/jwks.json`,
  scopes_supported: SCOPES,
  response_types_supported: ["code", "id_token"],
  response_modes_supported: ["query", "fragment", "form_post"],
  grant_types_supported: ["client_credentials", "authorization_code", "refresh_token"],
  code_challenge_methods_supported: ["S256"],
  token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  claims_supported: [
    "iss",
    "sub",
    "aud",
    "iat",
    "exp",
    "jti",
    "name",
    "family_name",
    "given_name",
    "preferred_username",
  ],
  request_uri_parameter_supported: false,
});

/** What the newer official clients ask a host about itself. */
export const hostConfiguration = (url: string, { account, organizationId }: WorkspaceCredentials) => ({
  oidc_endpoint: signInOf(url, account?.accountId),
  ...(account ? { account_id: account.accountId } : { workspace_id: organizationId }),
  cloud: "AWS",
  host_type: account ? "unified" : "workspace",
});
