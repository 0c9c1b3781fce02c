/** Connection Status in front of a person: what Check Connection finds, as text. */
import type { ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import { tableExample } from "../src/services/unityCatalog/unityCatalogExamples";
import { failureOf, runIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

interface Form {
  data: { ok: boolean; host: string; status: string; problems?: string; statements?: string };
}

const status = async (parameters: Record<string, unknown> = {}, connection?: ConnectionValue) =>
  ((await runIn(workspace, "connectionStatus", parameters, connection && { connection })) as Form).data;

const { catalog_name: catalog, schema_name: schema, name, full_name: fullName } = tableExample;
const table = { catalog, schema, table: name };

it("is one line where everything can be used", async () => {
  const { host } = new URL(workspace.url);
  expect(await status({ warehouseId: "475b94ddc7cd5211", ...table })).toEqual({
    ok: true,
    host,
    status: expect.stringMatching(/^Ready: signed in to 127\.0\.0\.1:\d+ as \S.*\. 4 objects checked\.$/),
  });
  expect((await status()).status).toMatch(/^Ready: signed in to \S+ as [^.]+\.$/);
});

it("names the grants that are missing and the statements that give them", async () => {
  await workspace.revoke({ securable: "table", id: fullName, privilege: "SELECT" });
  const { checks } = (await runIn(workspace, "checkConnection", table)) as { checks: { advice?: string }[] };
  const advice = checks.map((check) => check.advice).filter((text) => text !== undefined);
  const shown = await status(table);
  expect(shown).toMatchObject({ ok: false, problems: advice.join("\n") });
  expect(shown.statements).toMatch(/^GRANT SELECT ON TABLE \S+ TO `.+`;$/);
});

it("says what to change where the connection cannot sign in", async () => {
  const { url: host, clientId } = workspace;
  const connection = (key: string, fields: Record<string, unknown>): ConnectionValue => ({
    key,
    configVarKey: "Databricks",
    fields: { host, ...fields },
  });
  const principal = connection("servicePrincipal", { clientId, clientSecret: "a-wrong-secret" });
  expect((await failureOf(status({}, principal))).message).toMatch(/Check Client ID and Client Secret/);
  const token = connection("personalAccessToken", { apiKey: "dapi-wrong" });
  expect((await failureOf(status({}, token))).message).toMatch(/Renew it in the connection/);
});

it("refuses a schema without a catalog before anything is sent", async () => {
  await workspace.forget();
  expect((await failureOf(status({ schema: "sales" }))).message).toBe("Catalog is empty, but Schema is not.");
  expect(await workspace.requests()).toEqual([]);
});
