/** The connections that fetch their token themselves, from end to end, directly and through a tunnel. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import type { ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import { modelEndpointExample } from "../src/services/serving/servingExamples";
import { currentUserExample } from "../src/services/users/usersExamples";
import {
  component,
  exampleParameters,
  failureOf,
  run,
  subjectOf,
  subjects,
  whoAmI,
} from "./support/component";
import { leaks } from "./support/secretSearch";
import { freshWorkspace, useWorkspace } from "./support/workspace";

const workspace = useWorkspace();
/** What a tunnel's agent does: it hands bytes on. */
let tunnel: Server;
let tunneled: number;
beforeEach(async () => {
  const { port, hostname } = new URL(workspace.url);
  tunneled = 0;
  tunnel = createServer((socket) => {
    tunneled += 1;
    const other = connect(Number(port), hostname);
    socket.pipe(other).pipe(socket);
    socket.on("error", () => other.destroy());
    other.on("error", () => socket.destroy());
  });
  tunnel.listen(0, "127.0.0.1");
  await once(tunnel, "listening");
});
afterEach(() => {
  tunnel.close();
});

const minute = 60_000;

const client = () => ({ clientId: workspace.clientId, clientSecret: workspace.clientSecret });

const principal = (fields: Record<string, unknown> = {}): ConnectionValue => ({
  key: "servicePrincipal",
  configVarKey: "Databricks",
  fields: { host: workspace.url, ...client(), ...fields },
});

const privateWorkspace = (fields: Record<string, unknown> = {}): ConnectionValue => ({
  key: "privateWorkspace",
  configVarKey: "Databricks",
  fields: {
    host: "127.0.0.1",
    port: String((tunnel.address() as AddressInfo).port),
    workspaceHost: workspace.url,
    ...fields,
  },
});

/** What the requests to the API were signed in with. */
const credentials = async (): Promise<Set<unknown>> =>
  new Set(
    (await workspace.requests())
      .filter(({ path, target }) => target === "api" && !path.startsWith("/oidc/"))
      .map(({ headers }) => headers.authorization),
  );

const signIns = async (): Promise<number> =>
  (await workspace.requests()).filter(({ path }) => path === "/oidc/v1/token").length;

describe("Databricks Service Principal", () => {
  it("is the first of the connections", () => {
    expect(component.connections[0]?.key).toBe("servicePrincipal");
  });

  it("runs every action and data source that a token runs, with one sign-in", async () => {
    for (const one of subjects.filter(({ readsOnly, inputs }) => readsOnly && inputs.length <= 2)) {
      await run(one, { connection: principal(), parameters: exampleParameters(one) });
    }
    expect(await signIns()).toBe(1);
    expect((await credentials()).size).toBe(1);
  });

  it("goes on when its token has expired", async () => {
    expect(await whoAmI(principal())).toMatchObject({ userName: workspace.clientId });
    await workspace.advance(61 * minute);
    expect(await whoAmI(principal())).toMatchObject({ userName: workspace.clientId });
    expect(await signIns()).toBe(2);
  });

  it("knows what it has done before its token expired", async () => {
    const { name } = modelEndpointExample;
    const deletion = { method: "DELETE", path: `/api/2.0/serving-endpoints/${name}`, times: 1 };
    await workspace.fault({ ...deletion, phase: "after", drop: true });
    await workspace.fault({ ...deletion, skip: 1, status: 401, body: { error_code: "UNAUTHENTICATED" } });
    const deleted = run(subjectOf("deleteServingEndpoint"), {
      connection: principal(),
      parameters: { endpointName: name },
    });
    expect(await deleted).toEqual({ name });
  });

  it.each([
    ["with slashes at its end", (url: string) => `${url}//`],
    ["as a deep link", (url: string) => `${url}/sql/warehouses/1?o=123#top`],
    ["with white space around it", (url: string) => ` ${url}\n`],
    ["in capitals", (url: string) => url.toUpperCase()],
  ])("takes its host %s", async (_name, typed) => {
    expect(await whoAmI(principal({ host: typed(workspace.url) }))).toMatchObject({ active: true });
  });

  it("is told what to change where its secret is refused", async () => {
    const secret = "s3cret-of-the-connection";
    const error = await failureOf(whoAmI(principal({ clientSecret: secret })));
    expect(error.name).toBe("ConnectionError");
    expect(error.message).toMatch(/HTTP 401 invalid_client.*Check Client ID and Client Secret/);
    expect(leaks({ error }, [{ name: "the secret", value: secret }])).toEqual([]);
  });

  it("names its workspace to a host that serves several, but not when it signs in", async () => {
    const shared = await freshWorkspace({ account_host: true });
    try {
      const { url: host, clientId, clientSecret } = shared;
      const workspaceId = shared.clients.workspace_id;
      expect(await whoAmI(principal({ host, clientId, clientSecret, workspaceId }))).toMatchObject({
        userName: clientId,
      });
    } finally {
      await shared.close();
    }
  });
});

describe("Databricks Private Workspace", () => {
  it("runs every action and data source through the tunnel", async () => {
    const connection = privateWorkspace({ apiKey: workspace.token });
    for (const one of subjects.filter(({ readsOnly, inputs }) => readsOnly && inputs.length <= 2)) {
      await run(one, { connection, parameters: exampleParameters(one) });
    }
    const hosts = (await workspace.requests()).map(({ headers }) => headers.host);
    expect(new Set(hosts)).toEqual(new Set([new URL(workspace.url).host]));
  });

  it("signs in as a service principal through the tunnel", async () => {
    expect(await whoAmI(privateWorkspace(client()))).toMatchObject({ userName: workspace.clientId });
  });

  it("goes past the tunnel only where there is none", async () => {
    expect(await whoAmI(privateWorkspace({ apiKey: workspace.token }))).toEqual(currentUserExample);
    expect(tunneled).toBe(1);
    const direct = privateWorkspace({ apiKey: workspace.token, host: "", port: "" });
    expect(await whoAmI(direct)).toEqual(currentUserExample);
    expect(tunneled).toBe(1);
  });

  it("reads large results, whose links lead past the tunnel", async () => {
    const connection = privateWorkspace({ apiKey: workspace.token });
    await workspace.statements({ rows_per_chunk: 100 });
    const result = await run(subjectOf("runSql"), {
      connection,
      parameters: {
        warehouseId: "475b94ddc7cd5211",
        sqlStatement: "SELECT id FROM range(1000)",
        disposition: "externalLinks",
      },
    });
    expect((result as { rows: unknown[] }).rows).toHaveLength(1000);
    const links = (await workspace.requests()).filter(({ target }) => target === "storage");
    expect(links.length).toBeGreaterThan(1);
    expect(links.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  });
});
