import { type RequestEffect, refuseChange } from "./readOnly";

const host = "https://dbc-1.cloud.databricks.com";

const refusal = (effect: Partial<Omit<RequestEffect, "target">> & { url?: string }): string | undefined => {
  const { url = "/api/2.0/x", ...rest } = effect;
  return refuseChange("It", { method: "GET", headerNames: [], target: new URL(url, host), ...rest })?.message;
};

it.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "ＧＥＴ", "GET ", "get", ""])(
  "the method %j is refused",
  (method) => {
    expect(refusal({ method })).toBe(
      `Read Only is on in the connection, and a ${method} may change something. Nothing was sent.`,
    );
  },
);

it("GET and HEAD only read", () => {
  expect(refusal({ method: "GET" })).toBeUndefined();
  expect(refusal({ method: "HEAD", url: "https://elsewhere.example/a?b=c" })).toBeUndefined();
});

it("what only reads is sent whatever its method is, and what changes something is named", () => {
  expect(refusal({ method: "POST", reads: true })).toBeUndefined();
  expect(refusal({ method: "POST", reads: false, mayChange: "the statement may write" })).toBe(
    "Read Only is on in the connection, and the statement may write. Nothing was sent.",
  );
});

it.each(["X-HTTP-Method-Override", "x-http-method", "X-METHOD-OVERRIDE", "x-method"])(
  "a GET with the header %s is refused",
  (name) => {
    expect(refusal({ headerNames: ["accept", name] })).toMatch(`${name} may stand for another method`);
  },
);

it.each(["/a?_method=DELETE", "/a?b=1&%5Fmethod=PUT", "https://x.example/?$httpMethod=POST"])(
  "a GET of %s is refused",
  (url) => {
    expect(refusal({ url })).toMatch(/may stand for another method/);
  },
);

it.each([
  "/driver-proxy/o/0/1118-1/8080/run",
  "/driver-proxy-api/o/0/1118-1/8080/run",
  "/a/../Driver-Proxy/o",
  "/%2e/driver-proxy/o",
  `${host}//driver-proxy/o`,
  "/%64river%2Dproxy%2Fo",
  "/api/..%2fdriver-proxy/o/0/1118-1/8080/run",
  "/api/%252e%252e%252Fdriver-proxy-api/o",
  "/api/..;a/driver-proxy/o",
  "/driver-proxy;a=b/o",
  "/api/..%5cdriver-proxy%5Co",
])("a GET of a web server on a cluster is refused: %s", (url) => {
  expect(refusal({ url })).toMatch(/a web server on a cluster may do anything/);
});

it.each(["/api/2.0/fs/files/Volumes/a/driver-proxy/b", "/driver-proxies", "/api/2.0/x?path=/driver-proxy/o"])(
  "a GET of %s only reads",
  (url) => {
    expect(refusal({ url })).toBeUndefined();
  },
);
