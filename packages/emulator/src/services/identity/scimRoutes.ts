/** The lists of users, groups and service principals, SCIM 2.0. https://docs.databricks.com/api/workspace/users/list */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { scimError } from "../../apiError";
import { fieldsOf } from "../../control/requests";
import { readScimFilter, valuesAt } from "./scimFilter";
import { selectAttributes } from "./selectAttributes";

/** The page size unless told otherwise, and the largest. */
const pageSizes = { default: 100, max: 10_000 };

/** What everybody sees; the rest is for administrators. */
const publicAttributes = new Set(["id", "userName", "applicationId", "displayName", "schemas"]);

const common = ["id", "displayName", "externalId", "active", "groups.value", "groups.display"];

/** What resources can be compared by. */
const filterable = {
  Users: [...common, "userName", "emails", "emails.value", "name.givenName", "name.familyName"],
  Groups: [...common, "members.value", "members.display"],
  ServicePrincipals: [...common, "applicationId"],
};

function numberOf(query: Record<string, unknown>, name: string, usual: number): number {
  const given = query[name];
  if (given === undefined) return usual;
  if (/^\d+$/.test(String(given))) return Number(given);
  throw scimError(400, `Invalid ${name}: ${String(given)}`, "invalidValue");
}

function sorted<T>(resources: T[], { sortBy, sortOrder }: Record<string, unknown>): T[] {
  if (sortBy === undefined) return resources;
  const keyOf = (resource: T) => String(valuesAt(resource, String(sortBy))[0] ?? "").toLowerCase();
  const direction = sortOrder === "descending" ? -1 : 1;
  return [...resources].sort((one, other) => (keyOf(one) < keyOf(other) ? -direction : direction));
}

/** What the caller may see of resources. */
const visible = <T extends object>({ grants }: FastifyRequest, resources: T[]): object[] =>
  grants.allows("workspace", "", "ADMIN")
    ? resources
    : resources.map((resource) =>
        Object.fromEntries(Object.entries(resource).filter(([name]) => publicAttributes.has(name))),
      );

/** Registers the lists. */
export function scimRoutes(app: FastifyInstance): void {
  const list = (kind: keyof typeof filterable, all: (request: FastifyRequest) => object[]) =>
    app.get(`/api/2.0/preview/scim/v2/${kind}`, async (request, reply) => {
      const query = fieldsOf(request.query);
      const start = Math.max(1, numberOf(query, "startIndex", 1));
      const most = Math.min(pageSizes.max, request.workspace.pagination.maxPageSize ?? pageSizes.max);
      const count = Math.min(numberOf(query, "count", pageSizes.default), most);
      const attributes = new Set(filterable[kind].map((name) => name.toLowerCase()));
      const seen = visible(request, all(request));
      const { filter } = query;
      const wanted =
        filter === undefined || filter === ""
          ? seen
          : seen.filter(readScimFilter(String(filter), attributes));
      const page = sorted(wanted, query).slice(start - 1, start - 1 + count);
      reply.type("application/scim+json");
      return JSON.stringify({
        totalResults: wanted.length,
        startIndex: start,
        itemsPerPage: page.length,
        schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        ...(page.length > 0 && {
          Resources: page.map((resource) => selectAttributes(resource, query)),
        }),
      });
    });
  list("Users", ({ workspace }) => workspace.directory.users());
  list("Groups", ({ workspace }) => workspace.directory.groups());
  list("ServicePrincipals", ({ workspace }) => workspace.directory.servicePrincipals());
}
