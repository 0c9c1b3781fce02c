/** Webpack loader that passes a module's source through the rewrite function in its options. */
module.exports = function rewriteLoader(source) {
  return this.getOptions().rewrite(source, this.resourcePath);
};
