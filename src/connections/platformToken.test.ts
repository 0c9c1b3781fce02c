import { invalidHostHint, platformToken } from "./platformToken";

describe("platformToken", () => {
  const of = (token: Record<string, unknown> | undefined) =>
    platformToken({ key: "k", configVarKey: "", fields: {}, token }, "check Host");

  it("gives the token without the white space around it", () => {
    expect(of({ access_token: " eyJ.a.b\n" })).toBe("eyJ.a.b");
  });

  it.each([[undefined], [{}], [{ access_token: "" }], [{ access_token: " " }], [{ access_token: 7 }]])(
    "says what to check where the platform gave %j",
    (token) => {
      expect(() => of(token)).toThrow("The connection has no access token. Connect it again: check Host.");
    },
  );

  it("refuses what cannot stand in a header, without repeating it", () => {
    expect(() => of({ access_token: "eyJ secret" })).toThrow(/^The access token contains white space/);
    expect(() => of({ access_token: "eyJ secret" })).not.toThrow(/secret/);
  });
});

describe("invalidHostHint", () => {
  it.each(["dbc-1.cloud.databricks.com", "127.0.0.1:8080"])("has nothing to say of %j", (host) => {
    expect(invalidHostHint(host, "https://dbc-1.cloud.databricks.com")).toBe("");
  });

  it.each([
    "https://dbc-1.cloud.databricks.com",
    "dbc-1.cloud.databricks.com/",
    "dbc-1.x.com?o=1",
    "a@b",
    " dbc-1.cloud.databricks.com",
    "",
  ])("tells of %j", (host) => {
    expect(invalidHostHint(host, "https://dbc-1.cloud.databricks.com")).toMatch(
      /^enter the Host alone, as dbc-1\.cloud\.databricks\.com, without/,
    );
  });
});
