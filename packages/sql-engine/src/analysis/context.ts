import type { Name, Query } from "../parser/ast";
import type { ExpressionContext } from "./compiler";
import type { AnalysedQuery, Environment } from "./environment";
import type { Resolver, Scope, Source } from "./scope";

export interface From {
  sql: string;
  sources: Source[];
}

export interface QueryAnalyser {
  query(query: Query, environment: Environment, outer?: Resolver): AnalysedQuery;
}

/** How expressions in FROM or WHERE see the relations before them. */
export function contextOf(
  scope: Scope,
  environment: Environment,
  analyser: QueryAnalyser,
  noWindows?: string,
): ExpressionContext {
  const names = {
    resolve: (parts: Name) => scope.find(parts) ?? scope.outer?.resolve(parts),
    known: () => scope.names(),
  };
  return { environment, names, query: (query) => analyser.query(query, environment, names), noWindows };
}
