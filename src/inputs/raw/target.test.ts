import fc from "fast-check";
import { targetOf } from "./target";

const host = "https://dbc-1234567890123456.cloud.databricks.com";
const target = (text: string, queryParams: { key: string; value: unknown }[] = []) =>
  targetOf(text, host, queryParams).href;

describe("a relative URL", () => {
  it.each([
    ["/2.0/clusters/list", "/api/2.0/clusters/list"],
    ["2.0/clusters/list", "/api/2.0/clusters/list"],
    ["/api/2.0/clusters/list", "/api/2.0/clusters/list"],
    ["api/2.0/clusters/list", "/api/2.0/clusters/list"],
    ["/api", "/api/"],
    ["/apis/x", "/api/apis/x"],
    ["/2.1/jobs/list?limit=5&name=a%2Fb", "/api/2.1/jobs/list?limit=5&name=a%2Fb"],
    [
      "/2.0/workspace/list?path=/Users/ada@example.com/..",
      "/api/2.0/workspace/list?path=/Users/ada@example.com/..",
    ],
    ["/2.0/x?a=1?2", "/api/2.0/x?a=1?2"],
    ["/2.0/x?url=https://other.example//y", "/api/2.0/x?url=https://other.example//y"],
    [
      "/2.0/fs/files/Volumes/main/default/v/ada@example.com.csv",
      "/api/2.0/fs/files/Volumes/main/default/v/ada@example.com.csv",
    ],
    ["/2.0/fs/files/Volumes/a b/ü.csv", "/api/2.0/fs/files/Volumes/a%20b/%C3%BC.csv"],
    ["/2.0/fs/files/a..b/...c", "/api/2.0/fs/files/a..b/...c"],
  ])("%j goes to %j of the workspace", (text, path) => {
    expect(target(text)).toBe(`${host}${path}`);
  });

  it.each([
    "..",
    "/../x",
    "/2.0/../../x",
    "/2.0/./x",
    "/2.0/%2e%2e/%2E%2E/x",
    "/2.0/.%2e/x",
    "/2.0/%252e%252e/x",
    "/2.0/%25252e%25252e/x",
    `/2.0/%${"25".repeat(50_000)}2e/x`,
    "/2.0/..;a=b/x",
    "/api/../x",
    "/2.0/..%2f..%2fx",
    "/2.0/a%2fb",
    "/2.0/a%5Cb",
    "/2.0/a%255cb",
    "\\\\evil.example",
    "/2.0\\..\\..\\x",
    "//evil.example/x",
    "///evil.example/x",
    "@evil.example",
    "/2.0/x#y",
    "/2.0/\tx",
    "/2.0/x\r\nHost: evil.example",
    "/2.0/x%00",
    "/2.0/x%0d%0aHost:%20evil",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https://?x",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "ftp://host.example/x",
    "data:text/plain,x",
    "https://ada:secret@accounts.cloud.databricks.com/",
    "https://accounts.cloud.databricks.com@evil.example/",
    "http://127.0.0.1:1234/",
    "http://localhost/",
    "http://[::1]/",
    "http://0x7f.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://0xA9FEA9FE/latest/meta-data",
    "http://0251.0376.0251.0376/",
    "http://2852039166/",
    "https://[::ffff:169.254.169.254]/",
    "https://[::169.254.169.254]/",
    "https://[fd00:ec2::254]/latest",
    "https://[64:ff9b::a9fe:a9fe]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:a9fe:a9fe::1]/",
    "http://METADATA.Google.Internal./computeMetadata/v1/",
    "http://100.100.100.200/latest",
    "http://168.63.129.16/machine",
  ])("%j is refused, naming the input", (text) => {
    expect(() => target(text)).toThrow(/^URL /);
  });

  it("stays below /api/ of the workspace or is refused, whatever it holds", () => {
    const unit = fc.oneof(
      fc.constantFrom(
        "..",
        ".",
        "/",
        "\\",
        "%2e",
        "%2f",
        "%5c",
        "%25",
        ";",
        "@",
        ":",
        "//",
        "?",
        "#",
        "api",
        "2.0",
        "a",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 12 }), (parts) => {
        const text = parts.join("");
        fc.pre(!/^[a-z][a-z0-9+.-]*:/i.test(text));
        let url: URL;
        try {
          url = new URL(target(text));
        } catch (error) {
          expect((error as Error).message).toMatch(/^URL /);
          return;
        }
        expect(url.origin).toBe(host);
        expect(url.pathname.startsWith("/api/")).toBe(true);
        expect(url.username + url.password + url.hash).toBe("");
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a full URL", () => {
  it.each([
    "https://accounts.cloud.databricks.com/api/2.0/accounts/1/workspaces",
    `${host}/serving-endpoints/model/invocations`,
    "http://host.example:8080/a?b=c",
  ])("replaces the base: %s", (text) => {
    expect(target(text)).toBe(text);
  });

  it("may be the workspace itself on loopback", () => {
    expect(targetOf("http://127.0.0.1:8080/api/x", "http://127.0.0.1:8080", []).href).toBe(
      "http://127.0.0.1:8080/api/x",
    );
  });
});

describe("query parameters", () => {
  it("come after those of the URL, in order and as often as given", () => {
    const parameters = [
      { key: "a", value: "1" },
      { key: "a", value: "2&3" },
      { key: "n", value: 7 },
      { key: "none", value: null },
      { key: "o", value: { x: [1] } },
    ];
    expect(target("/2.0/x", parameters)).toBe(
      `${host}/api/2.0/x?a=1&a=2%263&n=7&none=&o=%7B%22x%22%3A%5B1%5D%7D`,
    );
    expect(target("/2.0/x?z=%20", [{ key: "a", value: "ü" }])).toBe(`${host}/api/2.0/x?z=%20&a=%C3%BC`);
    expect(target("/2.0/x?", [{ key: "a", value: "b" }])).toBe(`${host}/api/2.0/x?a=b`);
  });
});
