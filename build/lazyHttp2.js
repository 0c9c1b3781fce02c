/** Node's http2, loaded when it is first used: axios names it at load but needs it for HTTP/2 only. */
module.exports = {
  get constants() {
    return require("node:http2").constants;
  },
  /** @param {Parameters<typeof import("node:http2").connect>} args */
  connect: (...args) => require("node:http2").connect(...args),
};
