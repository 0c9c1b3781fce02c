import fc from "fast-check";
import { secretText, workspaceIdOf, workspaceUrl } from "./connectionInputs";

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
    ["http://169.254.169.254/", /leads to 169\.254\.169\.254, which only the machine/],
    ["2852039166", /leads to 169\.254\.169\.254/],
    ["https://[::ffff:169.254.169.254]", /leads to \[::ffff:a9fe:a9fe\]/],
    ["https://[fd00:ec2::254]/oidc/v1/token", /leads to/],
    ["Metadata.Google.Internal.", /leads to metadata\.google\.internal/],
  ])("refuses %j and names the input", (typed, reason) => {
    expect(() => workspaceUrl(typed, "Host")).toThrow(reason);
    expect(() => workspaceUrl(typed, "Token URL")).toThrow(/^Token URL /);
  });
});

describe("workspaceIdOf", () => {
  const host = "https://account.example";

  it.each([
    [undefined, `${host}/?o=1234567890123456`, "1234567890123456"],
    ["", `${host}?o=1234567890123456`, "1234567890123456"],
    [undefined, "account.example/?o=1234567890123456", "1234567890123456"],
    [undefined, `  ${host}/sql/warehouses/abc?o=12#top \n`, "12"],
    [undefined, `${host}/?a=b&o=12&c=d`, "12"],
    [undefined, `${host}/#job/7?o=12`, "12"],
    [undefined, `${host}/?o=12#job/7?o=12`, "12"],
    [undefined, `${host}/sql/protocolv1/o/12/0103-100000-abc`, "12"],
    [undefined, `${host}/oidc/v1/token?o=12`, "12"],
    [" 12\n", host, "12"],
    [12, host, "12"],
    ["12", `${host}/?o=12`, "12"],
    ["12", `${host}/?o=0`, "12"],
    [undefined, `${host}/?o=0`, undefined],
    [undefined, `${host}/?o=`, undefined],
    [undefined, `${host}/browse/o/abc`, undefined],
    [undefined, host, undefined],
    [" ", "dbc-1.cloud.databricks.com", undefined],
    [null, undefined, undefined],
  ])("%j beside %j gives %j", (given, typed, id) => {
    expect(workspaceIdOf(given, typed, "Host")).toBe(id);
  });

  it.each([
    ["12", `${host}/?o=34`, /^Workspace ID is 12, but Token URL names the workspace 34 \(\?o=34\)\./],
    ["abc", host, /^Workspace ID is not a workspace ID, which contains only digits/],
    ["12 34", host, /^Workspace ID is not/],
    ["?o=12", host, /^Workspace ID is not/],
    ["12\r\nX-Header: 1", host, /^Workspace ID is not/],
    ["0", host, /^Workspace ID is not/],
    ["1".repeat(30), host, /^Workspace ID is not/],
    ["-5", host, /^Workspace ID is not/],
    ["1.5", host, /^Workspace ID is not/],
    ["١٢", host, /^Workspace ID is not/],
    [
      undefined,
      `${host}/?o=abc`,
      /^Token URL names the workspace by \?o=abc, but a workspace ID contains only digits/,
    ],
    [undefined, `${host}/?o=12abc`, /^Token URL names the workspace by \?o=12abc/],
    [undefined, `${host}/?o=12&o=34`, /^Token URL names two workspaces, 12 and 34\./],
    [undefined, `${host}/?o=12#job?o=34`, /^Token URL names two workspaces/],
  ])("%j beside %j is refused, naming the input", (given, typed, reason) => {
    expect(() => workspaceIdOf(given, typed, "Token URL")).toThrow(reason);
  });
});

describe("secretText", () => {
  it("cuts white space off", () => {
    expect(secretText(" dapi123\n", "Token")).toBe("dapi123");
  });

  it.each([[undefined], [""], ["  "], [7], ["Bearer dapi123"], ["dapi\r\nX: 1"], ["dapi…"]])(
    "refuses %j without repeating it",
    (value) => {
      expect(() => secretText(value, "Token")).toThrow(/^Token (?:is empty|contains white space)/);
      expect(() => secretText(value, "Token")).not.toThrow(/dapi/);
    },
  );
});
