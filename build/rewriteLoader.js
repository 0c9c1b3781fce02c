/**
 * Webpack loader that passes a module's source through the rewrite function in its options.
 * @this {import("webpack").LoaderContext<Pick<import("./ModulePatchesPlugin").ModulePatch, "rewrite">>}
 * @param {string} source
 * @returns {string}
 */
module.exports = function rewriteLoader(source) {
  return this.getOptions().rewrite(source, this.resourcePath);
};
