/**
 * What the bundle carries in a smaller form than its packages do, and why. The stock build of a
 * component is dominated by code that a component cannot reach; this list takes it out, file by
 * file. ModulePatchesPlugin fails the build when an entry no longer matches what is installed.
 */
const path = require("node:path");
const { leftOut, edited, replaced } = require("./rewrites");

const spectral = path.dirname(require.resolve("@prismatic-io/spectral"));
const axios = path.dirname(require.resolve("axios/package.json"));
const formDataRequire = require("node:module").createRequire(require.resolve("form-data"));

/** @type {import("./ModulePatchesPlugin").ModulePatch[]} */
const modulePatches = [
  {
    file: path.join(spectral, "testing.js"),
    why: "test doubles; brings in jest-mock, jest-util and picomatch",
    rewrite: leftOut,
  },
  {
    file: path.join(spectral, "serverTypes/convertIntegration.js"),
    why: "code-native integrations only; brings in yaml and zod",
    rewrite: leftOut,
  },
  {
    file: path.join(spectral, "conditionalLogic/index.js"),
    why: "rule evaluation for branch steps; brings in all of date-fns",
    rewrite: leftOut,
  },
  {
    file: path.join(axios, "dist/node/axios.cjs"),
    why: "the second copy of axios, asked for by require(): the first serves both",
    rewrite: replaced(`module.exports = require(${JSON.stringify(path.join(axios, "index.js"))}).default;`),
  },
  {
    file: path.join(axios, "lib/adapters/xhr.js"),
    why: "browsers only; axios itself then refuses the adapter by name",
    rewrite: replaced("export default null;"),
  },
  {
    file: path.join(axios, "lib/adapters/fetch.js"),
    why: "requests go through Node's http; axios itself then refuses the adapter by name",
    rewrite: replaced("export const getFetch = () => undefined;"),
  },
  {
    file: path.join(axios, "lib/utils.js"),
    why: "reading globalThis.FormData makes Node load its whole fetch implementation (10 to 20 ms); the check that follows recognises a native FormData by its tag anyway",
    rewrite: edited(
      "const FormDataCtor = typeof G.FormData !== 'undefined' ? G.FormData : undefined;",
      "const FormDataCtor = undefined;",
    ),
  },
  {
    file: path.join(axios, "lib/adapters/http.js"),
    why: "http2 is loaded only when a request asks for it",
    rewrite: edited("import http2 from 'http2';", lazyHttp2()),
  },
  {
    file: path.join(axios, "lib/helpers/Http2Sessions.js"),
    why: "http2 is loaded only when a request asks for it",
    rewrite: edited("import http2 from 'http2';", lazyHttp2()),
  },
  {
    file: formDataRequire.resolve("es-set-tostringtag"),
    why: "a polyfill of what every engine since Node 6 has",
    rewrite: replaced(`module.exports = (object, tag) => {
      if (Object.hasOwn(object, Symbol.toStringTag)) return;
      Object.defineProperty(object, Symbol.toStringTag, { configurable: true, value: tag });
    };`),
  },
  {
    file: formDataRequire.resolve("hasown"),
    why: "a polyfill of Object.hasOwn",
    rewrite: replaced("module.exports = Object.hasOwn;"),
  },
  {
    file: require.resolve("debug"),
    why: "Node's own debuglog does its work: NODE_DEBUG=follow-redirects,https-proxy-agent",
    rewrite: replaced(`module.exports = (name) => require("node:util").debuglog(name);`),
  },
  {
    file: formDataRequire.resolve("mime-types"),
    why: "form-data only looks types up by file name; the table of all media types is three times that",
    rewrite: () => mimeLookup(formDataRequire("mime-types")),
  },
];

function lazyHttp2() {
  return `import http2 from ${JSON.stringify(path.join(__dirname, "lazyHttp2.js"))};`;
}

/**
 * The lookup of mime-types over a compact table (`type ext ext` a line), read at the first call.
 * @param {{ types: Record<string, string> }} mimeTypes
 */
function mimeLookup(mimeTypes) {
  const byType = new Map();
  for (const [extension, type] of Object.entries(mimeTypes.types)) {
    byType.set(type, [...(byType.get(type) ?? []), extension]);
  }
  const lines = [...byType].map(([type, extensions]) => [type, ...extensions].join(" "));
  return `
    let types;
    const read = () => new Map(${JSON.stringify(lines.join("\n"))}.split("\\n").flatMap((line) => {
      const [type, ...extensions] = line.split(" ");
      return extensions.map((extension) => [extension, type]);
    }));
    exports.lookup = (name) => {
      if (!name || typeof name !== "string") return false;
      types ??= read();
      return types.get(require("path").extname("x." + name).toLowerCase().slice(1)) ?? false;
    };
    for (const other of ${JSON.stringify(Object.keys(mimeTypes).filter((key) => key !== "lookup"))}) {
      Object.defineProperty(exports, other, { enumerable: true, get() {
        throw new Error("mime-types." + other + " is left out of this bundle (build/modulePatches.js)");
      } });
    }`;
}

module.exports = { modulePatches };
