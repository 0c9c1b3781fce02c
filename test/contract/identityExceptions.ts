/** Sign-in: none of it is in Databricks' API description, which is about the API alone. */
import type { Field } from "../../packages/emulator/src/contract/description";

const oauthGuide = "https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m";
const userGuide = "https://docs.databricks.com/aws/en/dev-tools/auth/oauth-u2m";
const entraGuide =
  "https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow";

const field = (name: string, type: string, required = false): Field => ({ name, in: "body", type, required });

/** The routes of sign-in and of its discovery. */
export const identityOperations = [
  {
    method: "POST",
    path: "/oidc/v1/token",
    request: "oauth.TokenRequest",
    response: "oauth.TokenResponse",
    why: "The token endpoint is OAuth's (RFC 6749), below another prefix than the API.",
    source: oauthGuide,
  },
  {
    method: "GET",
    path: "/oidc/v1/authorize",
    request: "oauth.AuthorizeRequest",
    response: "oauth.Redirect",
    why: "The authorization endpoint is OAuth's (RFC 6749), and answers with a redirect.",
    source: userGuide,
  },
  ...["/oauth2/v2.0/token", "/oauth2/token"].map((path) => ({
    method: "POST",
    path: `/{tenant}${path}`,
    request: "oauth.TokenRequest",
    response: "oauth.EntraTokenResponse",
    why: "The local workspace plays the token endpoints of Microsoft Entra ID, too.",
    source: entraGuide,
  })),
  {
    method: "GET",
    path: "/oidc/.well-known/oauth-authorization-server",
    response: "oauth.Metadata",
    why: "Discovery of the token endpoint is OAuth's (RFC 8414).",
    source: oauthGuide,
  },
  {
    method: "GET",
    path: "/.well-known/databricks-config",
    response: "any",
    why: "The SDKs look for the host's kind here.",
    source: "databricks-sdk-go v0.175.0, config/config.go",
  },
  {
    method: "GET",
    path: "/oidc/jwks.json",
    response: "any",
    why: "The keys that access tokens are checked with (RFC 7517).",
    source: oauthGuide,
  },
];

/** What they are asked and answer. */
export const identityTypes: { name: string; fields: Field[]; source: string }[] = [
  {
    name: "oauth.TokenRequest",
    fields: [
      field("grant_type", "string", true),
      field("scope", "string"),
      field("client_id", "string"),
      field("client_secret", "string"),
    ],
    source: oauthGuide,
  },
  {
    name: "oauth.AuthorizeRequest",
    fields: [
      "response_type",
      "response_mode",
      "client_id",
      "redirect_uri",
      "scope",
      "state",
      "code_challenge",
      "code_challenge_method",
    ].map((name) => field(name, "string")),
    source: userGuide,
  },
  {
    name: "oauth.TokenResponse",
    fields: [
      field("access_token", "string", true),
      field("token_type", "string", true),
      field("expires_in", "int", true),
      field("scope", "string"),
      field("refresh_token", "string"),
    ],
    source: userGuide,
  },
  {
    name: "oauth.EntraTokenResponse",
    fields: [
      field("access_token", "string", true),
      field("token_type", "string", true),
      // Text at the older endpoint.
      field("expires_in", "any", true),
      field("ext_expires_in", "any"),
      field("expires_on", "string"),
      field("not_before", "string"),
      field("resource", "string"),
    ],
    source: entraGuide,
  },
  {
    name: "oauth.Metadata",
    fields: [
      field("issuer", "string"),
      field("authorization_endpoint", "string"),
      field("token_endpoint", "string", true),
      field("jwks_uri", "string"),
      field("response_types_supported", "[]string"),
      field("response_modes_supported", "[]string"),
      field("grant_types_supported", "[]string"),
      field("scopes_supported", "[]string"),
      field("claims_supported", "[]string"),
      field("subject_types_supported", "[]string"),
      field("id_token_signing_alg_values_supported", "[]string"),
      field("code_challenge_methods_supported", "[]string"),
      field("token_endpoint_auth_methods_supported", "[]string"),
      field("request_uri_parameter_supported", "bool"),
    ],
    source: oauthGuide,
  },
];
