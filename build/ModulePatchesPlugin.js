const { WebpackError } = require("webpack");
const { shortName } = require("./rewrites");

/**
 * @typedef {object} ModulePatch
 * @property {string} file absolute path of the module that is rewritten
 * @property {string} why what it saves, and why nothing misses it
 * @property {(source: string, file: string) => string} rewrite
 */

/**
 * Rewrites the listed modules while webpack reads them. The build fails when a listed module is not
 * in the bundle's graph any more, or when its rewrite does not fit its source.
 */
class ModulePatchesPlugin {
  /** @param {ModulePatch[]} modulePatches */
  constructor(modulePatches) {
    this.modulePatches = modulePatches;
  }

  /** @param {import("webpack").Compiler} compiler */
  apply(compiler) {
    for (const { file, rewrite } of this.modulePatches) {
      compiler.options.module.rules.push({
        resource: file,
        use: [{ loader: require.resolve("./rewriteLoader"), options: { rewrite } }],
      });
    }
    compiler.hooks.thisCompilation.tap("ModulePatchesPlugin", (compilation) => {
      compilation.hooks.finishModules.tap("ModulePatchesPlugin", (modules) => {
        const present = new Set([...modules].map((module) => "resource" in module && module.resource));
        for (const { file } of this.modulePatches) {
          if (!present.has(file)) compilation.errors.push(new WebpackError(unmatched(file)));
        }
      });
    });
  }
}

/** @param {string} file */
function unmatched(file) {
  return (
    `build/modulePatches.js rewrites ${shortName(file)}, but the bundle does not hold that module. ` +
    "Its package has changed or is no longer used: look at what the bundle holds now and correct the list."
  );
}

module.exports = { ModulePatchesPlugin };
