/**
 * Loaded into the prism process by scripts/publish.js. Prism sends a component's files after the API
 * has accepted its definition, and ignores the answers: a refused package still ends as a success.
 * Undici, which prism sends with, reports each answer on a diagnostics channel; one refused upload
 * makes the process fail.
 */
const { subscribe } = require("node:diagnostics_channel");

/** @type {string[]} */
const refused = [];

/**
 * @typedef {object} Answer what undici reports once the headers of an answer are there
 * @property {{ method: string, origin: string, path: string }} request
 * @property {{ statusCode: number }} response
 */

subscribe("undici:request:headers", (message) => {
  const { request, response } = /** @type {Answer} */ (message);
  if (request.method !== "PUT" || response.statusCode < 400) return;
  const { origin, pathname } = new URL(request.path, request.origin); // without the query, which signs it
  refused.push(`${origin}${pathname} answered ${response.statusCode}`);
});

process.on("exit", () => {
  if (refused.length === 0) return;
  process.exitCode ||= 1;
  console.error(
    `The definition was accepted, but ${refused.length === 1 ? "an upload was" : "uploads were"} refused, ` +
      `so this version of the component is incomplete. Publish again.\n  ${refused.join("\n  ")}`,
  );
});
