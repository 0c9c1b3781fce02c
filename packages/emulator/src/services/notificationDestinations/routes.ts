/** https://docs.databricks.com/api/workspace/notificationdestinations */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { pageOf } from "../../control/pages";
import { onlyFields } from "../../control/requests";
import { CONTROL } from "../../control/traffic";

type ById = { Params: { id: string } };

const base = "/api/2.0/notification-destinations";

const PAGES = { usual: 20, most: 100 };

/** Registers the notification destinations, and the control routes of what was delivered to them. */
export function notificationDestinationRoutes(app: FastifyInstance): void {
  const destinationsFor = ({ workspace, grants }: FastifyRequest) => {
    grants.demand("workspace", "", "ADMIN");
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
  app.get(`${CONTROL}/deliveries`, async ({ workspace }) => ({
    deliveries: await workspace.deliveries.settled(),
  }));

  app.post(`${CONTROL}/deliveries`, async ({ workspace, body }) => {
    const { numeric_ids: numeric } = onlyFields(body, ["numeric_ids"]);
    workspace.deliveries.numericIds = numeric === true;
    return { numeric_ids: workspace.deliveries.numericIds };
  });

  app.delete(`${CONTROL}/deliveries`, async ({ workspace }) => {
    workspace.deliveries.clear();
    return {};
  });
}
