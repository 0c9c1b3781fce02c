import fc from "fast-check";
import { isLoopback, mayReceiveToken, secretText, workspaceUrl } from "./auth";

const aws = "https://dbc-1234567890123456.cloud.databricks.com";

describe("workspaceUrl", () => {
  it.each([
    ["dbc-1234567890123456.cloud.databricks.com", aws],
    ["  DBC-1234567890123456.Cloud.Databricks.com \n", aws],
    ["https://dbc-1234567890123456.cloud.databricks.com/", aws],
    ["http://dbc-1234567890123456.cloud.databricks.com", aws],
    ["https://dbc-1234567890123456.cloud.databricks.com:443/?o=123#job/7", aws],
    ["https://dbc-1234567890123456.cloud.databricks.com/sql/warehouses/abc?o=7474646471015793", aws],
    ["https://dbc-1234567890123456.cloud.databricks.com/oidc/v1/token", aws],
    ["dbc-1234567890123456.cloud.databricks.com.", aws],
    ["dbc-1234567890123456.cloud.databricks.com/api/2.0/", aws],
    ["//dbc-1234567890123456.cloud.databricks.com", aws],
    ["adb-1234567890123456.7.azuredatabricks.net", "https://adb-1234567890123456.7.azuredatabricks.net"],
    ["https://1234567890123456.7.gcp.databricks.com/browse", "https://1234567890123456.7.gcp.databricks.com"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://localhost:8080/x", "http://localhost:8080"],
    ["http://[::1]:8080", "http://[::1]:8080"],
    ["https://workspace.example:8443", "https://workspace.example:8443"],
    ["http://workspace.example:8080", "https://workspace.example:8080"],
  ])("makes %j into an address", (typed, url) => {
    expect(workspaceUrl(typed, "Host")).toBe(url);
  });

  it("makes the same address of whatever deep link of a workspace is pasted", () => {
    fc.assert(
      fc.property(fc.webPath(), fc.webQueryParameters(), fc.webFragments(), (path, query, fragment) => {
        expect(workspaceUrl(`${aws}${path}?${query}#${fragment}`, "Host")).toBe(aws);
      }),
    );
  });

  it.each([
    [undefined, /Host is empty/],
    [7, /Host is empty/],
    ["   ", /Host is empty/],
    ["https://dbc-REPLACE-ME.cloud.databricks.com/oidc/v1/token", /Host still holds REPLACE-ME/],
    ["dbc-replace-me.cloud.databricks.com", /Host still holds REPLACE-ME/],
    ["accounts.cloud.databricks.com", /account console/],
    ["https://accounts.azuredatabricks.net/oidc/accounts/1/v1/token", /account console/],
    ["dbc-1234567890123456", /not a host name with its whole domain/],
    ["ftp://dbc.cloud.databricks.com", /not a host name with its whole domain/],
    ["https://", /not a host name with its whole domain/],
    ["my workspace.cloud.databricks.com", /not a host name with its whole domain/],
    ["javascript:alert(1)", /not a host name with its whole domain/],
    ["https://ada:secret@dbc.cloud.databricks.com", /user name or password/],
  ])("refuses %j and names the input", (typed, reason) => {
    expect(() => workspaceUrl(typed, "Host")).toThrow(reason);
    expect(() => workspaceUrl(typed, "Token URL")).toThrow(/^Token URL /);
  });
});

describe("mayReceiveToken", () => {
  const may = (url: string, baseUrl = aws) => mayReceiveToken(new URL(url), baseUrl);

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

  it("lets it go to a loopback workspace alone, by its own port", () => {
    expect(may("http://127.0.0.1:8080/x", "http://127.0.0.1:8080")).toBe(true);
    expect(may("http://127.0.0.1:8081/x", "http://127.0.0.1:8080")).toBe(false);
    expect(may("https://127.0.0.1:8080/x", "http://127.0.0.1:8080")).toBe(false);
  });
});

describe("isLoopback", () => {
  const hostname = (host: string) => new URL(`http://${host}/`).hostname;

  it.each([
    "localhost",
    "LOCALHOST",
    "a.localhost",
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "0x7f.1",
    "2130706433",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
  ])("knows %s", (host) => {
    expect(isLoopback(hostname(host))).toBe(true);
  });

  it.each(["128.0.0.1", "localhost.example", "notlocalhost", "10.0.0.1", "[::2]", "[2001:db8::1]"])(
    "does not take %s for it",
    (host) => {
      expect(isLoopback(hostname(host))).toBe(false);
    },
  );
});

describe("secretText", () => {
  it("cuts white space off", () => {
    expect(secretText(" dapi123\n", "Token")).toBe("dapi123");
  });

  it.each([[undefined], [""], ["  "], [7], ["Bearer dapi123"], ["dapi\r\nX: 1"], ["dapi…"]])(
    "refuses %j without repeating it",
    (value) => {
      expect(() => secretText(value, "Token")).toThrow(/^Token (?:is empty|holds white space)/);
      expect(() => secretText(value, "Token")).not.toThrow(/dapi/);
    },
  );
});
