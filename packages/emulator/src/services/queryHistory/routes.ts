/** https://docs.databricks.com/api/workspace/queryhistory */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { pageOf } from "../../control/pages";
import { fieldsOf, invalidParameter } from "../../control/requests";
import type { Statement } from "../statements/statement";
import { isWanted, readHistoryFilter } from "./filter";
import { queryOnWire } from "./wire";

const pageSizes = { defaultSize: 100, maxSize: 999 };

/** A token holds the filter and where the page begins: a page that is asked for by it needs no filter. */
interface Token {
  filter: ReturnType<typeof readHistoryFilter>;
  page_token?: string;
}

const tokenOf = (token: Token): string => Buffer.from(JSON.stringify(token)).toString("base64");

const readToken = (query: unknown): Token => {
  const { page_token } = fieldsOf(query);
  if (page_token === undefined || page_token === "") return { filter: readHistoryFilter(query) };
  if (Object.keys(readHistoryFilter(query)).length > 0)
    throw invalidParameter("filter_by cannot be given with page_token.");
  try {
    return JSON.parse(Buffer.from(String(page_token), "base64").toString()) as Token;
  } catch {
    throw invalidParameter(`Invalid page token: ${String(page_token)}`);
  }
};

/** Everybody sees their own statements; those of others are for who may monitor the warehouse. */
const mayMonitor = ({ grants, principal }: FastifyRequest, { owner, plan }: Statement): boolean =>
  owner === principal.user.userName || grants.allows("warehouse", plan.warehouseId, "CAN_MONITOR");

/** The list of statements, newest first. */
export const queryHistoryRoutes = (app: FastifyInstance): void => {
  app.get("/api/2.0/sql/history/queries", async (request) => {
    const { workspace, query } = request;
    const { max_results, include_metrics } = fieldsOf(query);
    const { filter, page_token } = readToken(query);
    const users = workspace.identity.principals.map(({ user }) => user);
    const idOf = (userName: string) => users.find((user) => user.userName === userName)?.id ?? "0";
    const found = workspace.statements
      .history()
      .filter((statement) => mayMonitor(request, statement) && isWanted(filter, statement, idOf));
    const asked = { max_results, ...(page_token !== undefined && { page_token }) };
    const { items, next } = pageOf(found, asked, pageSizes, "max_results");
    const now = workspace.clock.now();
    const withMetrics = include_metrics === "true";
    return {
      ...(items.length > 0 && {
        res: items.map((each) => queryOnWire(each, { now, withMetrics, userId: Number(idOf(each.owner)) })),
      }),
      has_next_page: next !== undefined,
      ...(next !== undefined && { next_page_token: tokenOf({ filter, page_token: next }) }),
    };
  });
};
