/** Lets a test fill the tables of the catalog `system`, which statements can only read. */
import type { FastifyInstance } from "fastify";
import { CONTROL_PREFIX } from "../../control/paths";

/** The control route of the system tables. */
export const systemTableRoutes = (app: FastifyInstance): void => {
  app.post(`${CONTROL_PREFIX}/system-tables`, async ({ workspace, body }) => ({
    rows: await workspace.systemTables.add(body),
  }));
};
