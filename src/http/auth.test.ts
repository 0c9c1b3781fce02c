import { isSameWorkspace, isTrustedForToken, pageUrl, workspaceHeaders } from "./auth";

const aws = "https://dbc-1234567890123456.cloud.databricks.com";

describe("isTrustedForToken", () => {
  const may = (url: string, baseUrl = aws) => isTrustedForToken(new URL(url), { baseUrl });

  it.each([
    `${aws}/api/2.0/clusters/list`,
    "https://accounts.cloud.databricks.com/api/2.0/accounts/1/workspaces",
    "https://adb-1.2.azuredatabricks.net/",
    "https://1.2.gcp.databricks.com/",
    "https://x.databricks.azure.us/",
    "https://x.databricks.azure.cn/",
    "https://x.cloud.databricks.us/",
  ])("lets it go to %s", (url) => {
    expect(may(url)).toBe(true);
  });

  it.each([
    "http://dbc-1234567890123456.cloud.databricks.com/",
    "http://accounts.cloud.databricks.com/",
    "https://accounts.cloud.databricks.com:8443/",
    "https://cloud.databricks.com.evil.example/",
    "https://evilcloud.databricks.com/",
    "https://evil.example/?x=.cloud.databricks.com",
    "https://evil.example/.cloud.databricks.com",
    "https://evil.example#.cloud.databricks.com",
    "https://xcloud.databricks.com.evil/",
    "http://127.0.0.1:8080/",
    "https://databricks.com/",
  ])("keeps it from %s", (url) => {
    expect(may(url)).toBe(false);
  });

  it("keeps that of a workspace behind a tunnel within the tunnel", () => {
    const auth = { baseUrl: aws, tunnel: { host: "10.1.2.3", port: 8443 } };
    expect(isTrustedForToken(new URL(`${aws}/api/2.0/clusters/list`), auth)).toBe(true);
    expect(isTrustedForToken(new URL("https://accounts.cloud.databricks.com/"), auth)).toBe(false);
    expect(isTrustedForToken(new URL("https://10.1.2.3:8443/"), auth)).toBe(false);
  });

  it("lets it go to a loopback workspace alone, by its own port", () => {
    expect(may("http://127.0.0.1:8080/x", "http://127.0.0.1:8080")).toBe(true);
    expect(may("http://127.0.0.1:8081/x", "http://127.0.0.1:8080")).toBe(false);
    expect(may("https://127.0.0.1:8080/x", "http://127.0.0.1:8080")).toBe(false);
  });
});

describe("workspaceHeaders", () => {
  const of = (url: string, workspaceId: string | undefined = "12") =>
    workspaceHeaders(new URL(url), { baseUrl: aws, workspaceId });

  it.each([
    `${aws}/api/2.0/sql/statements`,
    `${aws}/serving-endpoints/m/invocations`,
    `${aws}/api/2.0/oidc/x`,
    `${aws}/oidcx`,
  ])("name the workspace for %s", (url) => {
    expect(of(url)).toEqual({ "x-databricks-org-id": "12" });
  });

  it.each([
    `${aws}/oidc/v1/token`,
    `${aws}/oidc/.well-known/oauth-authorization-server`,
    `${aws}//oidc/accounts/1/v1/token`,
    `${aws}/.well-known/databricks-config`,
    "https://accounts.cloud.databricks.com/api/2.0/accounts",
    "https://storage.example/x",
  ])("are none for %s", (url) => {
    expect(of(url)).toEqual({});
  });

  it("are none where no workspace is named", () => {
    expect(workspaceHeaders(new URL(`${aws}/api/x`), { baseUrl: aws })).toEqual({});
  });
});

describe("pageUrl", () => {
  const of = (address: string, workspaceId?: string) => pageUrl(address, { baseUrl: aws, workspaceId });

  it.each([
    [`${aws}/sql/history?queryId=7`, `${aws}/sql/history?queryId=7&o=12`],
    [`${aws}/jobs/1/runs/2`, `${aws}/jobs/1/runs/2?o=12`],
    [`${aws}/#job/1/run/2`, `${aws}/?o=12#job/1/run/2`],
    [`${aws}/?o=34#job/1/run/2`, `${aws}/?o=34#job/1/run/2`],
    ["no address", "no address"],
  ])("%s becomes %s", (address, url) => {
    expect(of(address, "12")).toBe(url);
    expect(of(address)).toBe(address);
  });
});

describe("isSameWorkspace", () => {
  it.each([
    [undefined, undefined, true],
    ["12", "12", true],
    ["12", undefined, true],
    [undefined, "12", true],
    ["12", "34", false],
  ])("%j and %j of one host: %s", (one, other, same) => {
    expect(isSameWorkspace({ baseUrl: aws, workspaceId: one }, { baseUrl: aws, workspaceId: other })).toBe(
      same,
    );
    expect(
      isSameWorkspace({ baseUrl: aws, workspaceId: one }, { baseUrl: "https://a.b", workspaceId: other }),
    ).toBe(false);
  });
});
