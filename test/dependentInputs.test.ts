/** Data sources that inputs name: they exist, and what they depend on is filled by inputs beside those that name them. */
import type { Component, DataSource, Input } from "@prismatic-io/spectral/dist/serverTypes";
import { distFolder } from "./builtComponent";

const { default: component } = require(distFolder) as { default: Component };

interface Owner {
  key: string;
  inputs: Input[];
}

interface NamedInput {
  name: string;
  input: Input;
  beside: readonly Input[];
}

/** One use of a data source by an input. */
interface Use extends NamedInput {
  source: DataSource | undefined;
}

const owners: Owner[] = [component.actions, component.triggers, component.dataSources].flatMap(
  (group: Record<string, Owner>) => Object.values(group),
);

/**
 * The inputs of an owner by their names, with the fields of those that are rows, groups or of several kinds; each with the
 * inputs beside it: those of the owner, and the fields of the same row.
 */
const namedInputs = (
  name: string,
  inputs: readonly Input[] = [],
  outer: readonly Input[] = [],
): NamedInput[] =>
  inputs.flatMap((input): NamedInput[] => {
    const own = `${name}.${input.key}`;
    const beside = [...inputs, ...outer];
    return [{ name: own, input, beside }, ...namedInputs(own, input.inputs, beside)];
  });

const uses: Use[] = owners.flatMap((owner) =>
  namedInputs(owner.key, owner.inputs)
    .filter(({ input: { dataSource } }) => dataSource)
    .map((named) => ({ ...named, source: component.dataSources[String(named.input.dataSource)] })),
);

it("the data source of every input exists", () => {
  const missing = uses.filter(({ source }) => !source);
  expect(missing.map(({ name, input }) => `${name} names ${input.dataSource}, which does not exist`)).toEqual(
    [],
  );
});

it("what a data source needs stands beside the input that it fills, of the same type", () => {
  const found = uses.flatMap(({ name, beside: others, source }) =>
    (source?.inputs ?? [])
      .filter(({ required }) => required)
      .flatMap((needed) => {
        const beside = others.find(({ key }) => key === needed.key);
        if (beside?.type === needed.type) return [];
        const is = beside ? `is of type ${beside.type}` : "is missing";
        return [`${needed.key} of type ${needed.type}, which ${source?.key} needs, ${is} beside ${name}`];
      }),
  );
  expect(found).toEqual([]);
});

it("no data source needs what it fills", () => {
  const circular = uses.filter(({ input, source }) => source?.inputs.some(({ key }) => key === input.key));
  expect(circular.map(({ name, source }) => `${source?.key} needs ${name}, which it fills`)).toEqual([]);
});

it("every picklist but those that only a wizard asks for fills an input", () => {
  const used = new Set(uses.map(({ input }) => input.dataSource));
  const unused = Object.values(component.dataSources).filter(
    ({ key, dataSourceType }) => dataSourceType === "picklist" && !used.has(key),
  );
  const ofWizards = [
    ...["selectVolume", "selectDirectory", "selectFile"],
    ...["selectWorkspaceDirectory", "selectWorkspaceObject"],
    // An input of permissions or grants takes any kind of principal.
    ...["selectGroup", "selectServicePrincipal"],
  ];
  expect(unused.map(({ key }) => key).filter((key) => !ofWizards.includes(key))).toEqual([]);
});

/** What an input is called whose value a data source gives. */
const filledBy: Record<string, string> = {
  catalog: "selectCatalog",
  schema: "selectSchema",
  warehouseId: "selectWarehouse",
  clusterId: "selectCluster",
  table: "selectTable",
  cursorColumn: "selectColumn",
  keyColumn: "selectColumn",
  jobId: "selectJob",
  nodeTypeId: "selectNodeType",
  sparkVersion: "selectSparkVersion",
  endpointName: "selectServingEndpoint",
  modelFullName: "selectRegisteredModel",
  experimentId: "selectExperiment",
  experimentIds: "selectExperiment",
};

/** What does not exist yet. */
const newNames = ["createServingEndpoint.endpointName"];

const fillable = [component.actions, component.triggers]
  .flatMap((group: Record<string, Owner>) => Object.values(group))
  .flatMap(({ key, inputs }) => inputs.map((input): [string, Input] => [`${key}.${input.key}`, input]))
  .filter(([, { key }]) => key in filledBy);

it("an input offers what there is to choose from", () => {
  const found = fillable
    .filter(([name, { key, dataSource }]) => dataSource !== filledBy[key] && !newNames.includes(name))
    .map(
      ([name, { key, dataSource }]) =>
        `${name} is filled by ${dataSource ?? "nothing"}, not by ${filledBy[key]}`,
    );
  expect(found).toEqual([]);
});
