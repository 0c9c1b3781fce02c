import type { RunningWorkspace } from "./server";

/** Signs in as the service principal of a workspace, and gives its access token: for tests that have another caller. */
export async function servicePrincipalToken({
  url,
  clientId: client_id,
  clientSecret: client_secret,
}: RunningWorkspace): Promise<string> {
  const form = { grant_type: "client_credentials", scope: "all-apis", client_id, client_secret };
  const answer = await fetch(`${url}/oidc/v1/token`, { method: "POST", body: new URLSearchParams(form) });
  return JSON.parse(await answer.text()).access_token;
}
