/** The control API of grants: which privileges a test revokes from everybody and restores. */
import type { FastifyInstance } from "fastify";
import { CONTROL_PREFIX } from "../../control/paths";
import { fieldsOf, invalidParameter, onlyFields } from "../../control/requests";
import { type Grant, readGrant } from "./privileges";

/** Registers `/__workspace/grants`. A request is taken whole or not at all. */
export function grantControlRoutes(app: FastifyInstance): void {
  app.get(`${CONTROL_PREFIX}/grants`, async ({ workspace }) => ({ revoked: workspace.grants.revoked() }));

  app.post(`${CONTROL_PREFIX}/grants`, async ({ workspace, body }) => {
    const fields = onlyFields(body, ["revoke", "restore"]);
    const [revoke, restore] = [readGrants(fields.revoke, "revoke"), readGrants(fields.restore, "restore")];
    workspace.grants.restore(restore);
    workspace.grants.revoke(revoke);
    return { revoked: workspace.grants.revoked() };
  });

  app.delete(`${CONTROL_PREFIX}/grants`, async ({ workspace }) => {
    workspace.grants.restoreAll();
    return {};
  });
}

function readGrants(given: unknown, name: string): Grant[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw invalidParameter(`Invalid ${name}: it is not a list`);
  return given.map((each) => readGrant(fieldsOf(each)));
}
