import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import type axiosPackage from "axios";
import type { Configuration } from "webpack";
import { ModulePatchesPlugin } from "../../build/ModulePatchesPlugin";
import { modulePatches } from "../../build/modulePatches";
import { edited, leftOut, replaced } from "../../build/rewrites";
import { emptyFolder } from "../support/emptyFolder";
import { bundled } from "./webpackRun";

const root = path.resolve(__dirname, "../..");

type ModulePatch = (typeof modulePatches)[number];

/** A bundle of the given files, `index.js` first, with the given rewrites; its packages are the project's. */
function bundleOf(files: Record<string, string>, rewrites: ModulePatch[]): Promise<string> {
  const folder = emptyFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  const config: Configuration = {
    mode: "development",
    devtool: false,
    target: "node20",
    context: folder,
    entry: "./index.js",
    output: { filename: "index.js", library: { type: "commonjs2" } },
    resolve: { modules: [path.join(root, "node_modules")] },
    plugins: [new ModulePatchesPlugin(rewrites)],
  };
  return bundled(config);
}

const using = (file: string) => ({ "index.js": `module.exports = require(${JSON.stringify(file)});` });

function moduleFile(content: string): string {
  const file = path.join(emptyFolder(), "module.js");
  writeFileSync(file, content);
  return file;
}

describe("a rewrite that stops matching", () => {
  test("fails the build when its module is not in the bundle", async () => {
    const file = path.join(root, "node_modules/@prismatic-io/spectral/dist/moved.js");
    const build = bundleOf({ "index.js": "module.exports = 1;" }, [{ file, why: "", rewrite: replaced("") }]);
    await expect(build).rejects.toThrow(
      "rewrites @prismatic-io/spectral/dist/moved.js, but the bundle does not hold that module",
    );
  });

  test("fails the build when the text to edit is gone", async () => {
    const file = moduleFile("module.exports = 'new';");
    const build = bundleOf(using(file), [{ file, why: "", rewrite: edited("'old'", "'lean'") }]);
    await expect(build).rejects.toThrow(/expected once, found 0 times in .*module\.js: 'old'/);
  });

  test("fails the build when the text to edit occurs twice", async () => {
    const file = moduleFile("module.exports = ['old', 'old'];");
    const build = bundleOf(using(file), [{ file, why: "", rewrite: edited("'old'", "'lean'") }]);
    await expect(build).rejects.toThrow(/expected once, found 2 times/);
  });

  test("fails the build when a module to leave out exports nothing", async () => {
    const file = moduleFile("");
    const build = bundleOf(using(file), [{ file, why: "", rewrite: leftOut }]);
    await expect(build).rejects.toThrow("exports nothing that could be left out");
  });
});

describe("a bundle with the lean modules", () => {
  type Parts = {
    axios: typeof axiosPackage;
    axiosByRequire: typeof axiosPackage;
    FormDataPackage: typeof import("form-data");
    lookup: (name: unknown) => string | false;
    spectral: typeof import("@prismatic-io/spectral");
  };
  const mimeTypesFile = require.resolve("mime-types", {
    paths: [path.dirname(require.resolve("form-data"))],
  });
  let parts: Parts;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const index = `
      exports.axios = require("./esModule.mjs").axios;
      exports.axiosByRequire = require("axios");
      exports.FormDataPackage = require("form-data");
      exports.lookup = require(${JSON.stringify(mimeTypesFile)}).lookup;
      exports.spectral = require("@prismatic-io/spectral");`;
    const esModule = `export { default as axios } from "axios";`;
    parts = require(await bundleOf({ "index.js": index, "esModule.mjs": esModule }, modulePatches));
    server = createServer(echo).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  test("has one axios, whether imported or required", () => {
    expect(parts.axiosByRequire).toBe(parts.axios);
  });

  test.each([
    ["convertIntegration", () => parts.spectral.integration({} as never)],
    ["testing", () => Reflect.get(parts.spectral, "testing")],
  ])("throws an error that names %s when it is used all the same", (_name, use) => {
    expect(use).toThrow(/^\w+ of @prismatic-io\/spectral\/dist\/.* is left out of this bundle/);
  });

  test.each(["xhr", "fetch"] as const)("refuses the %s adapter by name", async (adapter) => {
    await expect(parts.axios.get(url, { adapter })).rejects.toThrow(
      `adapter ${adapter} is not available in the build`,
    );
  });

  test("finds the media type of every file name that mime-types knows, and of no other", () => {
    const { lookup, types } = jest.requireActual(mimeTypesFile);
    const names = Object.keys(types).flatMap((extension) => [
      `a.b.${extension.toUpperCase()}`,
      extension,
      `/x/.${extension}`,
    ]);
    for (const name of [...names, "README", "a.unknown", "a.", ".", "", "a.json ", undefined, 7]) {
      expect([name, parts.lookup(name)]).toEqual([name, lookup(name)]);
    }
  });

  test("sends the form-data package's forms with the type of each file", async () => {
    const form = new parts.FormDataPackage();
    form.append("file", Buffer.from("a,b"), { filename: "rows.csv" });
    const { data } = await parts.axios.post(url, form);
    expect(data.type).toMatch(/^multipart\/form-data; boundary=/);
    expect(data.body).toContain(
      'Content-Disposition: form-data; name="file"; filename="rows.csv"\r\nContent-Type: text/csv\r\n\r\na,b',
    );
    expect(Object.prototype.toString.call(form)).toBe("[object FormData]");
  });

  test("sends Node's own forms", async () => {
    const form = new FormData();
    form.append("file", new Blob(["a,b"], { type: "text/csv" }), "rows.csv");
    const { data } = await parts.axios.post(url, form);
    expect(data.type).toMatch(/^multipart\/form-data; boundary=/);
    expect(data.body).toContain('filename="rows.csv"\r\nContent-Type: text/csv\r\n\r\na,b');
  });

  test("follows redirects", async () => {
    const { data } = await parts.axios.get(`${url}/redirect`);
    expect(data.path).toBe("/target");
  });

  test("speaks HTTP/2 when a request asks for it", async () => {
    const http2Server = createHttp2Server((request, response) => {
      response.end(JSON.stringify({ version: request.httpVersion }));
    }).listen(0, "127.0.0.1");
    await once(http2Server, "listening");
    const { port } = http2Server.address() as AddressInfo;
    const { data } = await parts.axios.get(`http://127.0.0.1:${port}`, {
      httpVersion: 2,
      http2Options: { sessionTimeout: 1 },
    });
    http2Server.close();
    expect(data).toEqual({ version: "2.0" });
  });
});

/** Answers with what arrived; `/redirect` leads to `/target`. */
async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === "/redirect") {
    response.writeHead(302, { Location: "/target" }).end();
    return;
  }
  const body = await text(request);
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({ path: request.url, type: request.headers["content-type"], body }));
}
