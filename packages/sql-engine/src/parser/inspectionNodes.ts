/** AST nodes of SHOW, DESCRIBE, USE and SET: statements without expressions. */

export type Name = string[];

/** The schemas that a statement of a driver looks through; every catalog's where none is named. */
export interface CatalogPatterns {
  catalog?: string;
  schemaLike?: string;
}

/** What privileges are granted on. */
export interface GrantTarget {
  kind: "CATALOG" | "SCHEMA" | "TABLE" | "VIEW" | "VOLUME";
  name: Name;
}

export type Inspection =
  | { node: "describeTable"; name: Name; extended: boolean }
  | { node: "describeHistory"; name: Name; limit?: number }
  | { node: "describeDetail"; name: Name }
  | { node: "describeSchema"; name: Name; extended: boolean }
  | { node: "describeCatalog"; name: string; extended: boolean }
  | { node: "use"; catalog?: string; schema?: Name }
  /** Without a value it shows the parameter, without a name all of them. */
  | { node: "set"; name?: string; value?: string }
  | { node: "reset"; name?: string }
  | { node: "describeColumn"; name: Name; column: Name; extended: boolean }
  | { node: "showCatalogs"; like?: string }
  | { node: "showGrants"; on: GrantTarget; principal?: string }
  | { node: "showSchemas"; catalog?: string; allCatalogs: boolean; like?: string }
  | { node: "showVolumes"; schema?: Name; like?: string }
  | { node: "showTables"; views: boolean; schema?: Name; like?: string }
  /** The forms that the drivers send: over the schemas of one catalog, or of all. */
  | { node: "showCatalogTables"; within: CatalogPatterns; like?: string }
  | { node: "showCatalogColumns"; within: CatalogPatterns; tableLike?: string; like?: string }
  | { node: "showKeys"; kind: "PRIMARY" | "FOREIGN"; name: Name }
  | { node: "showTableDetails"; schema?: Name; like: string }
  | { node: "showPartitions"; name: Name }
  | { node: "showFunctions"; scope: "USER" | "SYSTEM" | "ALL"; schema?: Name; like?: string }
  | { node: "showCatalogFunctions"; within: CatalogPatterns; like?: string }
  | { node: "showColumns"; name: Name }
  | { node: "showCreateTable"; name: Name }
  | { node: "showProperties"; name: Name; key?: string };
