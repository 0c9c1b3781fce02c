/** The signed-in identity, refused sign-ins, and the permissions of the identity. */
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { agree, present } from "../outcomes";
import { refusedWith } from "./refusals";
import { execute } from "./statementRequests";

const me = "/api/2.0/preview/scim/v2/Me";
const mePage = "https://docs.databricks.com/api/workspace/currentuser/me";
const m2mPage = "https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m";
const grantsPage = "https://docs.databricks.com/api/workspace/grants";
const permissionsPage = "https://docs.databricks.com/api/workspace/permissions/get";

const asSecond = (context: CheckContext) => ({ token: context.settings.secondToken ?? null });

/** The connection with another token. */
const connectionWith = ({ run }: CheckContext, apiKey: string) => ({
  key: "personalAccessToken",
  configVarKey: "",
  fields: { ...run.connection.fields, host: run.target.host, apiKey },
});

/** What is read of Check Connection. */
interface Checked {
  ok: boolean;
  checks: { what: string; ok?: boolean; detail?: string }[];
}

const wrongToken = `dapi${"0".repeat(32)}`;

export const identityChecks: Check[] = [
  {
    id: "identity.me",
    title: "The current user has an ID and a name",
    tries: "Get Current User, and the same by Raw Request",
    source: mePage,
    covers: ["getCurrentUser", "rawRequest"],
    run: async (context) => {
      const user = await context.call<{ id: string; userName: string }>("getCurrentUser");
      const raw = await context.call<{ id: string; userName: string }>("rawRequest", {
        method: "GET",
        url: "/2.0/preview/scim/v2/Me",
      });
      agree(typeof user.id === "string" && user.userName !== "", JSON.stringify(Object.keys(user)));
      agree(raw.id === user.id, `${raw.id} by Raw Request, ${user.id} by Get Current User`);
      return `fields ${Object.keys(user).join(", ")}`;
    },
  },
  {
    id: "identity.me.attributes",
    title: "Me gives only the attributes that are asked for, or all",
    tries: "Me with attributes=id,userName",
    source: mePage,
    run: async (context) => {
      const { json } = await context.ask("GET", me, { query: { attributes: "id,userName" } });
      agree(typeof json.userName === "string", Object.keys(json).join(", "));
      return `fields ${Object.keys(json).join(", ")}`;
    },
  },
  {
    id: "identity.scim.filter",
    title: "A list of users takes a SCIM filter by userName",
    tries: "Users with the filter userName eq the current user, and the lists of principals with a limit",
    source: "https://docs.databricks.com/api/workspace/users/list",
    covers: [
      "listUsers",
      "listGroups",
      "listServicePrincipals",
      "findPrincipal",
      "selectUser",
      "selectGroup",
      "selectServicePrincipal",
    ],
    run: async (context) => {
      for (const key of ["listUsers", "listGroups", "listServicePrincipals"]) {
        const listed = await context.call<{ id: string }[]>(key, { limit: 2 });
        agree(listed.length <= 2 && listed.every(({ id }) => id !== ""), `${key}: ${listed.length} found`);
      }
      for (const key of ["selectUser", "selectGroup", "selectServicePrincipal"]) await context.call(key);
      const inputs = { principal: context.run.userName, failIfMissing: false };
      const one = await context.call<{ found: boolean; name?: string }>("findPrincipal", inputs);
      agree(!one.found || one.name === context.run.userName, `found ${String(one.name)}`);
      const filter = `userName eq "${context.run.userName}"`;
      const { json } = await context.ask("GET", "/api/2.0/preview/scim/v2/Users", { query: { filter } });
      const found = (json.Resources as unknown[] | undefined) ?? [];
      agree(found.length <= 1, `${found.length} found`);
      return `${found.length} found, totalResults ${String(json.totalResults)}`;
    },
  },
  {
    id: "identity.token.wrong",
    title: "A wrong token is refused with 401 or 403, and the connector says to renew it",
    tries: "Me and Get Current User with a token that never was",
    source: "https://docs.databricks.com/aws/en/dev-tools/auth/pat",
    run: async (context) => {
      const answer = await context.request("GET", me, { token: wrongToken });
      const { message } = await context.refusal("getCurrentUser", {}, connectionWith(context, wrongToken));
      agree(/does not accept the connection's token/.test(message), message);
      return refusedWith(answer, [401, 403]);
    },
  },
  {
    id: "identity.token.missing",
    title: "A request without a token is refused with 401",
    tries: "Me without an Authorization header",
    source: "https://docs.databricks.com/aws/en/dev-tools/auth/pat",
    run: async (context) => refusedWith(await context.request("GET", me, { token: null }), [401]),
  },
  {
    id: "identity.oauth.secret",
    title: "A wrong client secret is refused with 401 invalid_client",
    tries: "a token for a client that never was",
    source: m2mPage,
    run: async (context) => {
      const basic = Buffer.from("00000000-0000-0000-0000-000000000000:wrong").toString("base64");
      const answer = await context.request("POST", "/oidc/v1/token", {
        token: null,
        headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
        body: "grant_type=client_credentials&scope=all-apis",
      });
      return refusedWith(answer, [400, 401], /^invalid_client$/);
    },
  },
  {
    id: "identity.api.unknown",
    title:
      "A path that is no API is refused with 404, as ENDPOINT_NOT_FOUND or in words that the connector knows",
    tries: "GET /api/7.0/no-such-api, with and without the connector",
    source: "https://docs.databricks.com/api/workspace/introduction",
    covers: ["rawRequest"],
    run: async (context) => {
      const seen = refusedWith(await context.request("GET", "/api/7.0/no-such-api"), [404]);
      const { message } = await context.refusal("rawRequest", { method: "GET", url: "/7.0/no-such-api" });
      agree(/has no such API/.test(message), message);
      return seen;
    },
  },
  {
    id: "identity.grants.effective",
    title: "The effective permissions on a schema name privileges, and where they are inherited from",
    tries: "effective-permissions of the run's schema, for the current user",
    source: grantsPage,
    needs: ["schema"],
    run: async (context) => {
      const { catalog, name, run } = context;
      const path = `/api/2.1/unity-catalog/effective-permissions/schema/${catalog}.${name}`;
      const { json } = await context.ask("GET", path, { query: { principal: run.userName } });
      const [assignment] = (json.privilege_assignments as { privileges: { privilege: string }[] }[]) ?? [];
      const privileges = present(assignment, "an assignment").privileges;
      agree(
        privileges.every(({ privilege }) => typeof privilege === "string"),
        JSON.stringify(privileges),
      );
      return JSON.stringify(privileges);
    },
  },
  {
    id: "identity.grants.upperCase",
    title: "The kind of a securable may be spelled in upper case",
    tries: "effective-permissions of SCHEMA",
    source: grantsPage,
    needs: ["schema"],
    run: async (context) => {
      const path = `/api/2.1/unity-catalog/effective-permissions/SCHEMA/${context.catalog}.${context.name}`;
      const answer = await context.request("GET", path);
      agree(answer.status === 200 || answer.status === 400, answer.summary);
      return answer.summary;
    },
  },
  {
    id: "identity.permissions.warehouse",
    title: "The permissions of a warehouse are a list of who has which level",
    tries: "permissions of the given warehouse, with and without the connector",
    source: permissionsPage,
    covers: ["getPermissions"],
    needs: ["warehouse"],
    run: async (context) => {
      const { json } = await context.ask("GET", `/api/2.0/permissions/warehouses/${context.warehouseId}`);
      await context.call("getPermissions", { objectType: "warehouses", objectId: context.warehouseId });
      const entries = (json.access_control_list as { all_permissions: object[] }[] | undefined) ?? [];
      agree(entries.length > 0, Object.keys(json).join(", "));
      return `${entries.length} entries with ${Object.keys(entries[0] ?? {}).join(", ")}`;
    },
  },
  {
    id: "identity.check",
    title: "Check Connection finds everything usable that the run uses",
    tries: "Check Connection with the given warehouse, and the run's schema",
    source: grantsPage,
    covers: ["checkConnection", "connectionStatus"],
    needs: ["schema"],
    run: async (context) => {
      const { warehouseId, catalog, name } = context;
      const inputs = { warehouseId, catalog, schema: name };
      await context.call("connectionStatus", inputs);
      const { ok, checks: found } = await context.call<Checked>("checkConnection", inputs);
      const seen = found.map((one) => `${one.what} ${one.ok ? "usable" : one.detail}`).join("; ");
      agree(ok, seen);
      return seen;
    },
  },
  {
    id: "identity.second.warehouse",
    title: "Without CAN USE, a statement is refused with 403 PERMISSION_DENIED",
    tries: "SELECT 1 on the given warehouse with the second token, with and without the connector",
    source: permissionsPage,
    needs: ["warehouse", "secondIdentity"],
    run: async (context) => {
      const seen = refusedWith(
        await execute(context, "SELECT 1", {}, asSecond(context)),
        [403],
        /^PERMISSION_DENIED$/,
      );
      const connection = connectionWith(context, context.settings.secondToken ?? "");
      const inputs = { warehouseId: context.warehouseId, sqlStatement: "SELECT 1" };
      const { message } = await context.refusal("runSql", inputs, connection);
      return `${seen}; the connector: ${message}`;
    },
  },
  {
    id: "identity.second.table",
    title: "Without SELECT, reading a table's metadata is refused with 403 or 404",
    tries: "the run's volume and schema with the second token",
    source: grantsPage,
    needs: ["schema", "secondIdentity"],
    run: async (context) => {
      const path = `/api/2.1/unity-catalog/schemas/${context.catalog}.${context.name}`;
      const schema = await context.request("GET", path, asSecond(context));
      const files = `/api/2.0/fs/directories${context.volumePath}`;
      const volume = await context.request("GET", files, asSecond(context));
      return `schema: ${refusedWith(schema, [403, 404])}; volume: ${refusedWith(volume, [403, 404])}`;
    },
  },
];
