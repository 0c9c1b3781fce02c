/** The component for which the tests of the command line read commands. */
import {
  component,
  connection,
  dataSource,
  action as defineAction,
  input,
  pollingTrigger,
  trigger,
} from "@prismatic-io/spectral";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";

const text = (label: string, more: object = {}) => input({ label, type: "string", ...more });

const inputs = {
  connection: input({ label: "Connection", type: "connection", required: true }),
  tableName: text("Table", { required: true }),
  format: text("Format", { required: true, default: "json" }),
  headers: text("Headers", { collection: "keyvaluelist" }),
  tags: text("Tags", { collection: "valuelist" }),
  debugRequest: input({ label: "Debug Request", type: "boolean" }),
  file: input({ label: "File", type: "data" }),
  rows: input({
    label: "Rows",
    type: "structuredObject",
    collection: "valuelist",
    inputs: { name: text("Name") },
  }),
};

const display = { label: "A label", description: "A description." };

/** A small component with every kind of input. */
export const sample: Component = component({
  key: "sample",
  public: false,
  display: { ...display, iconPath: "icon.png" },
  connections: [connection({ key: "token", display, inputs: {} })],
  actions: {
    readTable: defineAction({ display, inputs, perform: async () => ({ data: null }) }),
    dropTable: defineAction({ display, inputs: {}, perform: async () => ({ data: null }) }),
  },
  dataSources: {
    selectTable: dataSource({
      display,
      inputs: {},
      dataSourceType: "picklist",
      perform: async () => ({ result: [] }),
    }),
  },
  triggers: {
    newTables: pollingTrigger({
      display,
      inputs,
      perform: async (_context, payload) => ({ payload, polledNoChanges: true }),
    }),
    tableDropped: trigger({
      display,
      inputs: {},
      scheduleSupport: "invalid",
      synchronousResponseSupport: "valid",
      perform: async (_context, payload) => ({ payload }),
    }),
  },
});
