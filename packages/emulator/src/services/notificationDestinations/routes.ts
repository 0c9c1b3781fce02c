/** https://docs.databricks.com/api/workspace/notificationdestinations */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { pageOf } from "../../control/pages";
import { type ById, CONTROL_PREFIX } from "../../control/paths";
import { onlyFields } from "../../control/requests";

const base = "/api/2.0/notification-destinations";

const PAGES = { defaultSize: 20, maxSize: 100 };

/** Registers the notification destinations, and the control routes of what was delivered to them. */
export function notificationDestinationRoutes(app: FastifyInstance): void {
  const destinationsFor = ({ workspace, grants }: FastifyRequest) => {
    grants.require("workspace", "", "ADMIN");
    return workspace.notificationDestinations;
  };

  app.get(base, async (request) => {
    const { items, next } = pageOf(destinationsFor(request).list(), request.query, PAGES);
    return { results: items, ...(next && { next_page_token: next }) };
  });

  app.post(base, async (request) => destinationsFor(request).create(request.body));

  app.get<ById>(`${base}/:id`, async (request) => destinationsFor(request).get(request.params.id));

  app.patch<ById>(`${base}/:id`, async (request) =>
    destinationsFor(request).update(request.params.id, request.body),
  );

  app.delete<ById>(`${base}/:id`, async (request) => {
    destinationsFor(request).delete(request.params.id);
    return {};
  });

  deliveryRoutes(app);
}

function deliveryRoutes(app: FastifyInstance): void {
  app.get(`${CONTROL_PREFIX}/deliveries`, async ({ workspace }) => ({
    deliveries: await workspace.deliveries.settled(),
  }));

  app.post(`${CONTROL_PREFIX}/deliveries`, async ({ workspace, body }) => {
    const { numeric_ids: numeric } = onlyFields(body, ["numeric_ids"]);
    workspace.deliveries.numericIds = numeric === true;
    return { numeric_ids: workspace.deliveries.numericIds };
  });

  app.delete(`${CONTROL_PREFIX}/deliveries`, async ({ workspace }) => {
    workspace.deliveries.clear();
    return {};
  });
}
