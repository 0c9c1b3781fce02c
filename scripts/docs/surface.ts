/** The public contract of the built component as plain data: what flows and config wizards refer to. */
import type { Component, Input } from "@prismatic-io/spectral/dist/serverTypes";

/** What the contract says of an input; what does not apply is left out. */
export interface SurfaceInput {
  key: string;
  label: string;
  /** The label of the keys, in a list of keys with values. */
  keyLabel?: string;
  type: string;
  required?: true;
  default?: string;
  choices?: string[];
  dataSource?: string;
  language?: string;
  collection?: string;
  /** The fields of a row or a group; of an input of several kinds, one group for each kind. */
  inputs?: SurfaceInput[];
}

/** What the contract says of an action. */
export interface SurfaceAction {
  key: string;
  label: string;
  inputs: SurfaceInput[];
}

/** What the contract says of a data source. */
interface SurfaceDataSource extends SurfaceAction {
  type: string;
}

/** What the contract says of a trigger. */
interface SurfaceTrigger extends SurfaceAction {
  /** How it comes to run: asked on a schedule, or told by Databricks. */
  kind: "polling" | "webhook";
  /** Items of a batch where the builder says nothing; absent where a flow cannot batch. */
  batchSize?: number;
}

/** What the contract says of a connection. */
interface SurfaceConnection extends SurfaceAction {
  oauth2Type?: string;
}

/** The whole contract. */
export interface Surface {
  key: string;
  public: boolean;
  label: string;
  connections: SurfaceConnection[];
  actions: SurfaceAction[];
  triggers: SurfaceTrigger[];
  dataSources: SurfaceDataSource[];
}

const inputOf = (input: Input): SurfaceInput => ({
  key: input.key,
  label: input.label,
  ...(input.keyLabel && { keyLabel: input.keyLabel }),
  type: input.type,
  ...(input.required && { required: true }),
  ...(typeof input.default === "string" && input.default !== "" && { default: input.default }),
  ...(input.model && { choices: input.model.map(({ value }) => value) }),
  ...(input.dataSource && { dataSource: input.dataSource }),
  ...(input.language && { language: input.language }),
  ...(input.collection && { collection: input.collection }),
  ...(input.inputs && { inputs: input.inputs.map(inputOf) }),
});

/** How a trigger comes to run. */
export const kindOf = ({ isPollingTrigger }: { isPollingTrigger?: boolean }): SurfaceTrigger["kind"] =>
  isPollingTrigger ? "polling" : "webhook";

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);

/** Reads the contract off a built component. Actions and data sources are sorted by key; inputs keep their order. */
export const surfaceOf = (component: Component): Surface => ({
  key: component.key,
  public: component.public ?? false,
  label: component.display.label,
  connections: component.connections.map((connection) => ({
    key: connection.key,
    label: connection.label,
    ...(connection.oauth2Type && { oauth2Type: connection.oauth2Type }),
    inputs: connection.inputs.map(inputOf),
  })),
  actions: Object.values(component.actions)
    .map((action) => ({ key: action.key, label: action.display.label, inputs: action.inputs.map(inputOf) }))
    .sort(byKey),
  triggers: Object.values(component.triggers)
    .map((trigger) => ({
      key: trigger.key,
      label: trigger.display.label,
      kind: kindOf(trigger),
      ...(trigger.triggerResolverSupport !== "invalid" && {
        batchSize: trigger.triggerResolverDefaultBatchSize,
      }),
      inputs: trigger.inputs.map(inputOf),
    }))
    .sort(byKey),
  dataSources: Object.values(component.dataSources)
    .map((source) => ({
      key: source.key,
      label: source.display.label,
      type: source.dataSourceType,
      inputs: source.inputs.map(inputOf),
    }))
    .sort(byKey),
});
