/** Whatever has an id or a name can be picked, or says here why it cannot. */
import type { Component, Input } from "@prismatic-io/spectral/dist/serverTypes";
import { distFolder } from "./builtComponent";

const { default: component } = require(distFolder) as { default: Component };

/** The words of a key or label that say that something has to be looked up. */
const lookedUp =
  /^(?:id|ids|name|names|key|keys|version|versions|alias|path|column|columns|files|volume|table|entity|model)$/;

const wordsOf = ({ key, label }: Pick<Input, "key" | "label">): string[] =>
  `${key.replace(/[A-Z]/g, (letter) => ` ${letter}`)} ${label}`.toLowerCase().split(/[^a-z]+/);

/**
 * Why an input has no picker, by its key; where another of that key has one, by what it stands in and its key: an action,
 * a trigger, or an input with inputs of its own.
 */
const reasons: Record<string, string> = {
  afterPrimaryKey: "an earlier scan returns it",
  batchId: "an earlier step makes it",
  catalogName: "it is the name of something new",
  clusterName: "it is the name of something new",
  commandId: "Databricks lists no commands; the step that ran the command returns it",
  contextId: "Databricks lists no execution contexts; the step that created the context returns it",
  conversationId: "the step that asked the question returns it",
  columnCasts: "it maps names to types",
  columnMapping: "Map Table Columns makes it, in a wizard",
  "deleteVectors.primaryKeys": "they are the keys of rows",
  columns: "copyInto takes the columns from the files, which only a load reads",
  "queryVectorIndex.columns": "only the source table of an index, or its schema, tells its columns",
  "queryVectorIndex.rerankColumns": "only the source table of an index, or its schema, tells its columns",
  "createExperiment.experimentName": "it is the name of something new",
  "createServingEndpoint.endpointName": "it is the name of something new",
  "createJob.jobName": "it is the name of something new",
  "createVectorIndex.indexName": "it is the name of something new",
  "createVectorIndex.primaryKey": "Select Column needs a table, which only a wizard asks for beforehand",
  sourceTable: "Select Table needs a schema, and gives the last part of a full name alone",
  textColumn: "Select Column needs a table, which only a wizard asks for beforehand",
  vectorColumn: "Select Column needs a table, which only a wizard asks for beforehand",
  columnsToSync: "Select Column needs a table, which only a wizard asks for beforehand",
  indexColumns: "it maps names to types",
  directoryPath: "Select Directory needs a volume, which only a wizard asks for beforehand",
  fileDataFileNames: "they are names of uploaded files",
  fileName: "it is the name of something new",
  filePath: "Select File needs a volume, which only a wizard asks for beforehand",
  files: "Select File needs a volume, which only a wizard asks for beforehand",
  objectId: "each type of object has its own list",
  "parameterRows.name": "it is the name of a parameter in the statement",
  "parameters.name": "it is the name of a parameter in the statement",
  messageId: "the step that asked the question returns it",
  pipelineName: "Select Pipeline gives the ID, which all other actions take",
  path: "Select File needs a volume, which only a wizard asks for beforehand",
  pathPrefix: "Select Workspace Directory needs a directory, which only a wizard asks for beforehand",
  fullName: "its Object Type says of what it is the name, and each part of one has a picker",
  runName: "it is the name of something new, or a new name",
  schemaName: "it is the name of something new",
  servedName: "it is the name of something new",
  singleUserName: "only an administrator may list the users",
  sourcePath: "Select Directory needs a volume, which only a wizard asks for beforehand",
  startVersion: "only a statement lists the versions of a table",
  statementId: "the step that ran the statement returns it, and its history needs a grant of its own",
  updateId: "the step that started the update returns it",
  tagKeys: "Set Tags makes them up",
  "filterRows.column": "only the source table of an index, or its schema, tells its columns",
  userName: "the builder makes it up for the webhook",
  volumeName: "it is the name of something new",
  scopeName: "it is the name of something new",
  workspacePath: "Select Workspace Object needs a directory, which only a wizard asks for beforehand",
  warehouseName: "it is the name of something new, or a new name",
};

interface Owner {
  key: string;
  inputs: Input[];
}

/** An input and those within it, each with what it stands in. */
const withInner = (owner: string, input: Input): [string, Input][] => [
  [owner, input],
  ...(input.inputs ?? []).flatMap((inner) => withInner(input.key, inner)),
];

const inputs = [component.actions, component.triggers]
  .flatMap((group: Record<string, Owner>) => Object.values(group))
  .flatMap((owner) => owner.inputs.flatMap((input) => withInner(owner.key, input)));

const reasonFor = (owner: string, key: string): string | undefined =>
  [`${owner}.${key}`, key].find((name) => name in reasons);

/** Inputs whose key or label says that they hold an id or a name; those with inputs of their own are looked into. */
const needsPicker = inputs.filter(
  ([, input]) =>
    !input.dataSource &&
    !input.inputs &&
    !input.model &&
    input.type !== "boolean" &&
    wordsOf(input).some((word) => lookedUp.test(word)),
);

test("every input that holds an id or a name has a picker, or a reason why not", () => {
  const without = needsPicker.filter(([owner, { key }]) => reasonFor(owner, key) === undefined);
  expect(without.map(([owner, { key, label }]) => `${owner}.${key} (${label}) has no picker`)).toEqual([]);
});

test("every reason is needed", () => {
  const used = new Set(needsPicker.map(([owner, { key }]) => reasonFor(owner, key)));
  expect(Object.keys(reasons).filter((name) => !used.has(name))).toEqual([]);
});

test("the inputs of a data source have no pickers: config variables before it fill them", () => {
  const picked = Object.values(component.dataSources).flatMap((source) =>
    source.inputs.filter(({ dataSource }) => dataSource).map(({ key }) => `${source.key}.${key}`),
  );
  expect(picked).toEqual([]);
});
