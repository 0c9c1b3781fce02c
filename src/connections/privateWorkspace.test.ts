import { signInToPrivateWorkspace } from "./privateWorkspace";

const workspaceHost = "adb-1234567890123456.7.azuredatabricks.net";
const apiKey = "dapi00000000feedface00000000feedface";

const of = (fields: Record<string, unknown>) =>
  signInToPrivateWorkspace({
    key: "privateWorkspace",
    configVarKey: "",
    fields: { host: "", port: "443", workspaceHost, apiKey, ...fields },
  });

describe("the way to a private workspace", () => {
  it.each([
    [{}],
    [{ port: "" }],
    [{ port: "8443" }],
    [{ host: undefined, port: undefined }],
    [{ host: workspaceHost }],
    [{ host: ` https://${workspaceHost.toUpperCase()}/sql/dashboards?o=1 ` }],
    [{ host: workspaceHost, port: 443 }],
  ])("is direct with %j", (fields) => {
    expect(of(fields)).toMatchObject({ baseUrl: `https://${workspaceHost}` });
    expect(of(fields).tunnel).toBeUndefined();
  });

  it.each<[Record<string, unknown>, object]>([
    [
      { host: "127.0.0.1", port: "40123" },
      { host: "127.0.0.1", port: 40123 },
    ],
    [
      { host: "tunnel", port: 40123 },
      { host: "tunnel", port: 40123 },
    ],
    [{ host: "on-prem_agent.svc.cluster.local" }, { host: "on-prem_agent.svc.cluster.local", port: 443 }],
    [
      { host: "[::1]", port: " 8443 " },
      { host: "::1", port: 8443 },
    ],
    [
      { host: "10.1.2.3", port: "" },
      { host: "10.1.2.3", port: 443 },
    ],
    [
      { host: workspaceHost, port: "8443" },
      { host: workspaceHost, port: 8443 },
    ],
  ])("is a tunnel with %j", (fields, tunnel) => {
    expect(of(fields)).toMatchObject({ baseUrl: `https://${workspaceHost}`, tunnel });
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ host: "ten.1.2.3:8443" }, /^Host is not a host name or an address/],
    [{ host: "t\u00fcnnel" }, /^Host is not a host name/],
    [{ host: "a b" }, /^Host is not a host name/],
    [{ host: "user:pass@tunnel" }, /^Host is not a host name/],
    [{ host: "tunnel", port: "0" }, /^Port is not a port/],
    [{ host: "tunnel", port: "65536" }, /^Port is not a port/],
    [{ host: "tunnel", port: "https" }, /^Port is not a port/],
    [{ host: "169.254.169.254" }, /^Host leads to 169\.254\.169\.254/],
    [{ workspaceHost: "" }, /^Workspace Host is empty/],
    [{ workspaceHost: "adb-1" }, /^Workspace Host is not a host name with its whole domain/],
    [{ workspaceHost: "accounts.azuredatabricks.net" }, /^Workspace Host is the host of an account console/],
    [{ workspaceHost: "http://169.254.169.254" }, /^Workspace Host leads to/],
    [{ apiKey: "" }, /^Personal Access Token is empty. Enter it, or Client ID and Client Secret/],
    [{ clientId: "an-id" }, /^Personal Access Token and Client ID are both given/],
    [{ apiKey: "", clientId: "an-id" }, /^Client Secret is empty/],
    [{ apiKey: "", clientSecret: "a-secret" }, /^Client ID is empty/],
    [{ apiKey: "da pi" }, /^Personal Access Token contains white space/],
    [{ workspaceId: "12a" }, /^Workspace ID is not a workspace ID/],
  ])("or the sign-in is refused with %j", (fields, says) => {
    expect(() => of(fields)).toThrow(says);
  });

  it("names the workspace of a host that serves several", () => {
    expect(of({ workspaceHost: `https://${workspaceHost}/?o=12` })).toMatchObject({ workspaceId: "12" });
  });
});
