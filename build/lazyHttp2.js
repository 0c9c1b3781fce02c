/** Node's http2, loaded when it is first used: axios names it at load but needs it for HTTP/2 only. */
module.exports = {
  get constants() {
    return require("http2").constants;
  },
  connect: (...args) => require("http2").connect(...args),
};
