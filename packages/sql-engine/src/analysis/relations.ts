/** The relations of FROM as DuckDB's SQL. */
import type { Entry } from "../catalog/catalogs";
import { informationSchema } from "../catalog/informationSchema";
import { BIGINT, type DataType, quotePhysicalName, STRING } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import type { Alias, CallNode, FilesNode, Name, Query, Relation, UnpivotNode } from "../parser/ast";
import { castSql } from "./casts";
import { plainCommonTypeOf } from "./coercion";
import { contextOf, type From, type QueryAnalyzer } from "./context";
import type { AnalyzedQuery, Environment } from "./environment";
import { createCompiler } from "./expressions";
import { fileRequest, filesQuery } from "./fileRelation";
import { generate, isGenerator } from "./functions/generators";
import { commonColumnNames, joinUsing, nestedJoinSql } from "./joins";
import { analyzePivot } from "./pivots";
import { type Resolver, Scope, type ScopeColumn, type ScopeRelation } from "./scope";
import { analyzeTableChanges } from "./tableChanges";

export class RelationAnalyzer {
  constructor(
    private readonly environment: Environment,
    private readonly analyzer: QueryAnalyzer,
    private readonly outer: Resolver | undefined,
  ) {}

  /** A relation; `before` are those that a LATERAL one may use. */
  analyze(relation: Relation, before: ScopeRelation[] = []): From {
    switch (relation.node) {
      case "table":
        return this.table(relation.name, relation.alias);
      case "derived": {
        const scope = relation.lateral ? this.names(before) : this.outer;
        const { query, alias } = relation;
        return this.derived(
          this.analyzer.query(
            query.body.node === "values" ? named(query, alias) : query,
            this.environment,
            scope,
          ),
          alias,
          [],
          relation.lateral,
        );
      }
      case "files":
        return this.files(relation);
      case "tableFunction":
        return this.tableFunction(relation.call, relation.alias, before);
      case "join":
        return this.join(relation, before);
      case "pivot": {
        const from = this.analyze(relation.source, before);
        return this.derived(analyzePivot(relation, from, this.environment, this.analyzer), relation.alias);
      }
      default:
        return this.unpivot(relation, before);
    }
  }

  private names(sources: ScopeRelation[]): Resolver {
    return contextOf(new Scope(sources, this.outer), this.environment, this.analyzer).names;
  }

  /** A query's rows under an alias. */
  private derived(query: AnalyzedQuery, alias: Alias, path: Name = [], lateral = false): From {
    const stored = this.environment.fresh("r");
    const columns = query.columns.map((column, index) => ({ ...column, sql: `${stored}.o${index}` }));
    return {
      sql: `${lateral ? "LATERAL " : ""}(${query.sql}) AS ${stored}`,
      sources: [{ alias: alias.name, path, columns: renamed(columns, alias) }],
    };
  }

  /** Files, whose column `_metadata` stands behind the others. */
  private files(node: FilesNode): From {
    const compiler = createCompiler(contextOf(new Scope([]), this.environment, this.analyzer, "FROM"));
    const request = fileRequest(node, this.environment, compiler);
    const query = filesQuery(this.environment.files.get(request), this.environment);
    const stored = this.environment.fresh("r");
    const columns = query.columns.map((column, index) => ({ ...column, sql: `${stored}.o${index}` }));
    const metadata = columns.slice(-1).map((column) => ({ ...column, unlisted: true }));
    return {
      sql: `(${query.sql}) AS ${stored}`,
      sources: [
        {
          alias: node.alias.name,
          path: [],
          columns: [...renamed(columns.slice(0, -1), node.alias), ...metadata],
        },
      ],
    };
  }

  private table(name: Name, alias: Alias): From {
    const cte = name.length === 1 ? this.environment.ctes.get((name[0] ?? "").toLowerCase()) : undefined;
    if (cte) {
      const stored = this.environment.fresh("r");
      const columns = cte.columns.map((column, index) => ({ ...column, sql: `${stored}.o${index}` }));
      const source = { alias: alias.name ?? name[0], path: [], columns: renamed(columns, alias) };
      return { sql: `${cte.physicalName} AS ${stored}`, sources: [source] };
    }
    const path = this.environment.tableName(name);
    const { catalogs, access } = this.environment;
    const entry = informationSchema(catalogs, path, access) ?? catalogs.find(path);
    if (!entry) {
      throw catalogs.missing(name);
    }
    this.environment.requirePrivilege(path, "SELECT");
    return this.entry(entry, path, alias);
  }

  private entry(entry: Entry, path: Name, alias: Alias): From {
    if (entry.kind === "VIEW") {
      if (this.environment.depth > 50) {
        throw sqlError(
          "VIEW_EXCEED_MAX_NESTED_DEPTH",
          "The depth of the view exceeds the maximum view resolution depth (50).",
          "54K00",
        );
      }
      const inner = this.environment.forView(entry.catalog, entry.schema);
      const query = this.analyzer.query(entry.query, inner);
      const columns = entry.columns.map((column, index) => {
        const now = query.columns[index];
        if (!now) {
          throw sqlError(
            "INCOMPATIBLE_VIEW_SCHEMA_CHANGE",
            `The SQL query of view \`${entry.name}\` has an incompatible schema change and column \`${column.name}\` cannot be resolved.`,
            "51024",
          );
        }
        return { name: column.name, type: now.type };
      });
      return this.derived({ sql: query.sql, columns }, alias, path);
    }
    const stored = this.environment.fresh("r");
    const columns =
      entry.kind === "TABLE"
        ? entry.columns.map((column) => ({
            name: column.name,
            type: column.type,
            sql: `${stored}.${column.physicalName}`,
          }))
        : entry.columns.map((column) => ({
            name: column.name,
            type: column.type,
            sql: `${stored}.${quotePhysicalName(column.name)}`,
          }));
    const rows = entry.kind === "TABLE" ? entry.physicalName : `(${entry.rows()})`;
    return {
      sql: `${rows} AS ${stored}`,
      sources: [{ alias: alias.name, path, columns: renamed(columns, alias) }],
    };
  }

  private tableFunction(call: CallNode, alias: Alias, before: ScopeRelation[]): From {
    if (call.name === "range") {
      return this.range(call, alias);
    }
    if (call.name === "table_changes") {
      const names = contextOf(new Scope([], this.outer), this.environment, this.analyzer, "FROM");
      const changes = analyzeTableChanges(call, this.environment, createCompiler(names));
      return this.derived(changes, alias);
    }
    if (!isGenerator(call)) {
      throw unsupported(`the table function ${call.name}()`);
    }
    const scope = new Scope(before, this.outer);
    const compiler = createCompiler(contextOf(scope, this.environment, this.analyzer, "FROM"));
    const rows = generate(call, compiler);
    const stored = this.environment.fresh("r");
    const columns = rows.columns.map(({ name, type, sql }) => ({
      name,
      type,
      sql: sql(`${stored}.u`, `${stored}.p`),
    }));
    return {
      sql: `LATERAL (SELECT ${rows.select}) AS ${stored}`,
      sources: [{ alias: alias.name, path: [], columns: renamed(columns, alias) }],
    };
  }

  /** range(end) and range(start, end[, step[, partitions]]) give a BIGINT column `id`. */
  private range(call: CallNode, alias: Alias): From {
    if (call.args.length < 1 || call.args.length > 4) {
      throw sqlError(
        "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
        `The \`range\` requires [1, 2, 3, 4] parameters but the actual number is ${call.args.length}.`,
        "42605",
      );
    }
    const compiler = createCompiler(
      contextOf(new Scope([], this.outer), this.environment, this.analyzer, "FROM"),
    );
    const args = call.args.slice(0, 3).map((argument) => {
      const typed = compiler.compileAs(argument, BIGINT, "range");
      if (typed.literal === null) {
        throw sqlError(
          "UNEXPECTED_INPUT_TYPE",
          "The argument of the table function range() must not be NULL.",
          "42K09",
        );
      }
      return typed.sql;
    });
    const stored = this.environment.fresh("r");
    const column: ScopeColumn = { name: "id", type: BIGINT, sql: `${stored}.id` };
    return {
      sql: `(SELECT range AS id FROM range(${args.join(", ")})) AS ${stored}`,
      sources: [{ alias: alias.name, path: [], columns: renamed([column], alias) }],
    };
  }

  private join(node: Relation & { node: "join" }, before: ScopeRelation[]): From {
    const left = this.analyze(node.left, before);
    const right = this.analyze(node.right, [...before, ...left.sources]);
    const words = {
      INNER: "JOIN",
      CROSS: "CROSS JOIN",
      SEMI: "SEMI JOIN",
      ANTI: "ANTI JOIN",
      LEFT: "LEFT JOIN",
      RIGHT: "RIGHT JOIN",
      FULL: "FULL JOIN",
    };
    const using = node.natural ? commonColumnNames(left.sources, right.sources) : node.using;
    if (using) {
      return joinUsing(node, left, right, using, words[node.kind]);
    }
    const scope = new Scope([...left.sources, ...right.sources], this.outer);
    const compiler = createCompiler(contextOf(scope, this.environment, this.analyzer, "JOIN"));
    const on = node.on && compiler.condition(node.on, "ON");
    const bare = node.kind === "CROSS" || (node.kind === "INNER" && !on);
    const condition = bare && !on ? "" : ` ON ${on ?? "true"}`;
    const word = node.kind === "CROSS" && on ? "JOIN" : bare ? "CROSS JOIN" : words[node.kind];
    const sources =
      node.kind === "SEMI" || node.kind === "ANTI" ? left.sources : [...left.sources, ...right.sources];
    return { sql: `${left.sql} ${word} ${nestedJoinSql(right.sql, node.right)}${condition}`, sources };
  }

  private unpivot(node: UnpivotNode, before: ScopeRelation[]): From {
    const from = this.analyze(node.source, before);
    const scope = new Scope(from.sources, this.outer);
    const compiler = createCompiler(contextOf(scope, this.environment, this.analyzer, "UNPIVOT"));
    const chosen = node.columns.map(({ column, alias }) => {
      const typed = compiler.compile(column);
      return { ...typed, label: alias ?? typed.name };
    });
    const type = plainCommonTypeOf(chosen.map((each) => each.type));
    if (!type) {
      throw sqlError(
        "UNPIVOT_VALUE_DATA_TYPE_MISMATCH",
        "Unpivot value columns must share a least common type, some types do not.",
        "42K09",
      );
    }
    const kept = scope.star().filter((column) => !chosen.some((each) => each.sql === column.sql));
    const keptSql = kept.map((column, index) => `${column.sql} AS o${index}`);
    const lines = chosen.map(
      (each) =>
        `struct_pack(n := '${each.label.replaceAll("'", "''")}', v := ${castSql(each.sql, each.type, type)})`,
    );
    const list = node.includeNulls
      ? `[${lines.join(", ")}]`
      : `list_filter([${lines.join(", ")}], lambda u: u.v IS NOT NULL)`;
    const rows = `SELECT ${[...keptSql, `unnest(${list}) AS u`].join(", ")} FROM ${from.sql}`;
    const names = kept.map((_, index) => `o${index}`);
    const sql = `SELECT ${[...names, `u.n AS o${kept.length}`, `u.v AS o${kept.length + 1}`].join(", ")} FROM (${rows}) AS un`;
    const columns = [
      ...kept.map(({ name, type: own }) => ({ name, type: own })),
      { name: node.name, type: STRING as DataType },
      { name: node.value, type },
    ];
    return this.derived({ sql, columns }, node.alias);
  }
}

/** VALUES with the names of the alias behind, which must be as many as the columns. */
function named(query: Query, alias: Alias): Query {
  const { body } = query;
  return body.node === "values" && body.alias.columns.length === 0
    ? { ...query, body: { ...body, alias } }
    : query;
}

/** Columns under the names of an alias such as `t(a, b)`. */
function renamed(columns: ScopeColumn[], alias: Alias): ScopeColumn[] {
  if (alias.columns.length === 0) {
    return columns;
  }
  if (alias.columns.length !== columns.length) {
    throw sqlError(
      "ASSIGNMENT_ARITY_MISMATCH",
      `The number of columns or variables assigned or aliased: ${alias.columns.length} does not match the number of source expressions: ${columns.length}.`,
      "42802",
    );
  }
  return columns.map((column, index) => ({ ...column, name: alias.columns[index] ?? column.name }));
}
