/** The routes of every service: each folder's `routes.ts`. Written by `npm run accept`. */
import type { FastifyInstance } from "fastify";
import { clusterRoutes } from "./clusters/routes";
import { commandRoutes } from "./commands/routes";
import { fileRoutes } from "./files/routes";
import { genieRoutes } from "./genie/routes";
import { grantControlRoutes } from "./grants/routes";
import { identityRoutes } from "./identity/routes";
import { jobRoutes } from "./jobs/routes";
import { mlflowRoutes } from "./mlflow/routes";
import { notificationDestinationRoutes } from "./notificationDestinations/routes";
import { objectRoutes } from "./objects/routes";
import { permissionRoutes } from "./permissions/routes";
import { pipelineRoutes } from "./pipelines/routes";
import { queryHistoryRoutes } from "./queryHistory/routes";
import { registeredModelRoutes } from "./registeredModels/routes";
import { servingRoutes } from "./serving/routes";
import { statementRoutes } from "./statements/routes";
import { systemTableRoutes } from "./systemTables/routes";
import { unityCatalogRoutes } from "./unityCatalog/routes";
import { vectorSearchRoutes } from "./vectorSearch/routes";
import { warehouseRoutes } from "./warehouses/routes";

/** Registers the routes of every service. */
export const registerServices = (app: FastifyInstance): void => {
  clusterRoutes(app);
  commandRoutes(app);
  fileRoutes(app);
  genieRoutes(app);
  grantControlRoutes(app);
  identityRoutes(app);
  jobRoutes(app);
  mlflowRoutes(app);
  notificationDestinationRoutes(app);
  objectRoutes(app);
  permissionRoutes(app);
  pipelineRoutes(app);
  queryHistoryRoutes(app);
  registeredModelRoutes(app);
  servingRoutes(app);
  statementRoutes(app);
  systemTableRoutes(app);
  unityCatalogRoutes(app);
  vectorSearchRoutes(app);
  warehouseRoutes(app);
};
