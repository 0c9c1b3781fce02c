import type { Name, Query } from "../parser/ast";
import type { ExpressionContext } from "./compiler";
import type { AnalyzedQuery, Environment } from "./environment";
import type { Resolver, Scope, ScopeRelation } from "./scope";

export interface From {
  sql: string;
  sources: ScopeRelation[];
}

export interface QueryAnalyzer {
  query(query: Query, environment: Environment, outer?: Resolver): AnalyzedQuery;
}

/** The context of expressions over the relations of a scope. */
export function contextOf(
  scope: Scope,
  environment: Environment,
  analyzer: QueryAnalyzer,
  noWindows?: string,
): ExpressionContext {
  const names = {
    resolve: (parts: Name) => scope.find(parts) ?? scope.outer?.resolve(parts),
    known: () => scope.names(),
  };
  return { environment, names, query: (query) => analyzer.query(query, environment, names), noWindows };
}
