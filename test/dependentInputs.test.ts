/** Data sources that inputs name: they exist, and what they depend on is filled by inputs beside those that name them. */
import type { Component, DataSource, Input } from "@prismatic-io/spectral/dist/serverTypes";
import { distFolder } from "./builtComponent";

const { default: component } = require(distFolder) as { default: Component };

interface Owner {
  key: string;
  inputs: Input[];
}

/** One use of a data source by an input. */
interface Use {
  name: string;
  owner: Owner;
  input: Input;
  source: DataSource | undefined;
}

const owners: Owner[] = [component.actions, component.triggers, component.dataSources].flatMap(
  (group: Record<string, Owner>) => Object.values(group),
);

const uses: Use[] = owners.flatMap((owner) =>
  owner.inputs
    .filter(({ dataSource }) => dataSource)
    .map((input) => ({
      name: `${owner.key}.${input.key}`,
      owner,
      input,
      source: component.dataSources[String(input.dataSource)],
    })),
);

const rows = uses.map((use): [string, Use] => [use.name, use]);

it.each(rows)("the data source of %s exists", (_name, { source }) => {
  expect(source).toBeDefined();
});

it.each(rows)(
  "what the data source of %s needs stands beside it, of the same type",
  (_name, { owner, source }) => {
    for (const needed of source?.inputs.filter(({ required }) => required) ?? []) {
      const beside = owner.inputs.find(({ key }) => key === needed.key);
      expect({ key: needed.key, type: beside?.type }).toEqual({ key: needed.key, type: needed.type });
    }
  },
);

it.each(rows)("the data source of %s does not need what it fills", (_name, { input, source }) => {
  expect(source?.inputs.map(({ key }) => key)).not.toContain(input.key);
});

it("every picklist but those that only a wizard asks for fills an input", () => {
  const used = new Set(uses.map(({ input }) => input.dataSource));
  const unused = Object.values(component.dataSources).filter(
    ({ key, dataSourceType }) => dataSourceType === "picklist" && !used.has(key),
  );
  expect(unused.map(({ key }) => key).filter((key) => key !== "selectVolume")).toEqual([]);
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

const fillable = [component.actions, component.triggers]
  .flatMap((group: Record<string, Owner>) => Object.values(group))
  .flatMap(({ key, inputs }) => inputs.map((input): [string, Input] => [`${key}.${input.key}`, input]))
  .filter(([, { key }]) => key in filledBy);

it.each(fillable)("%s offers what there is to choose from", (_name, input) => {
  expect(input.dataSource).toBe(filledBy[input.key]);
});
