/** What each part of the house may import of ours, and which packages only one place may use. */

/** What one part of the house may import. */
interface Layer {
  name: string;
  /** What stands in this layer. */
  files: RegExp;
  /** What of ours it may import. */
  mayImport: RegExp[];
  /** What to do instead of an import that it may not have. */
  instead: string;
}

const http = /^src\/http\//;
const errors = /^src\/errors\//;
const labels = /^src\/labels$/;
const results = /^src\/results\//;
const services = /^src\/services\//;
const inputs = /^src\/inputs\//;
const connections = /^src\/connections(?:\/|$)/;
const client = /^src\/client(?:Verbs)?$/;
const wrapper = /^src\/databricksAction$/;
const outputSchema = /^src\/outputSchema$/;
const databricksJson = /^src\/databricksJson$/;
const previewLimit = /^src\/previewLimit$/;
const repeatBehaviour = /^src\/repeatBehaviour$/;
const facts = /^src\/facts$/;
const belowClient = [outputSchema, previewLimit, databricksJson, results, errors, http, labels];
const subjectsMayImport = [wrapper, facts, repeatBehaviour, inputs, services, client, ...belowClient];

/** From the bottom to the top. The first layer that a file stands in counts. */
export const layers: Layer[] = [
  {
    name: "http",
    files: http,
    mayImport: [http],
    instead: "src/http is the lowest layer: give it what it needs as an argument",
  },
  { name: "labels", files: labels, mayImport: [], instead: "scripts/labels.ts generates the labels" },
  {
    name: "errors",
    files: errors,
    mayImport: [errors, http, labels],
    instead: "src/errors explains what Databricks answers: give it what else it needs as an argument",
  },
  {
    name: "results",
    files: results,
    mayImport: [results, http],
    instead: "src/results reads bytes into rows: give it what it needs as an argument",
  },
  {
    name: "outputSchema",
    files: outputSchema,
    mayImport: [],
    instead: "give it what it needs as an argument",
  },
  {
    name: "previewLimit",
    files: previewLimit,
    mayImport: [],
    instead: "it says how much a preview reads: give it what it needs as an argument",
  },
  {
    name: "repeatBehaviour",
    files: repeatBehaviour,
    mayImport: [],
    instead: "it says in words what a repeat does: give it what it needs as an argument",
  },
  {
    name: "facts",
    files: facts,
    mayImport: [repeatBehaviour, /^src\/errors\/requiredGrant$/],
    instead: "it holds what wrappers are told of a definition: give it what it needs as an argument",
  },
  {
    name: "databricksJson",
    files: databricksJson,
    mayImport: [http],
    instead: "src/http/json reads and writes JSON: give it what it needs as an argument",
  },
  {
    name: "connections",
    files: connections,
    mayImport: [connections, http],
    instead: "a connection needs src/http/auth and src/http/addresses alone",
  },
  {
    name: "client",
    files: client,
    mayImport: [client, connections, errors, databricksJson, http, /^package\.json$/],
    instead: "the client knows connections, src/errors and src/http, not what is requested with it",
  },
  {
    name: "services",
    files: services,
    mayImport: [services, client, ...belowClient],
    instead: "a service is given a client and values: it knows no input, action or trigger",
  },
  {
    name: "inputs",
    files: inputs,
    mayImport: [inputs, services, ...belowClient],
    instead: "an input takes its examples from src/services and its kind from src/inputs",
  },
  {
    name: "databricksAction",
    files: wrapper,
    mayImport: [
      client,
      inputs,
      outputSchema,
      previewLimit,
      repeatBehaviour,
      facts,
      results,
      /^src\/errors\/requiredGrant$/,
      /^src\/http\/(?:deadline|stepIdentity)$/,
    ],
    instead: "the wrapper is the same for every action: what one action needs belongs into that action",
  },
  {
    name: "actions",
    files: /^src\/actions\//,
    mayImport: [/^src\/actions\//, ...subjectsMayImport],
    instead: "an action takes what it needs from src/inputs and src/services",
  },
  {
    name: "dataSources",
    files: /^src\/dataSources\//,
    mayImport: [/^src\/dataSources\//, ...subjectsMayImport],
    instead: "a data source is given a client (picklist) and takes the rest from src/inputs and src/services",
  },
  {
    name: "triggers",
    files: /^src\/triggers\//,
    mayImport: [/^src\/triggers\//, ...subjectsMayImport],
    instead: "a trigger takes what it needs from src/client, src/inputs and src/services",
  },
  {
    name: "guardedComponent",
    files: /^src\/guardedComponent$/,
    mayImport: [connections, http],
    instead: "the boundary knows the secrets of a connection and how text is sanitized, and nothing else",
  },
  {
    name: "index",
    files: /^src\/index$/,
    mayImport: [
      /^src\/(?:actions|connections|dataSources|triggers|http|guardedComponent)\b/,
      /^package\.json$/,
    ],
    instead: "src/index holds component({...}) and nothing else",
  },
  {
    name: "the SQL engine",
    files: /^packages\/sql-engine\//,
    mayImport: [/^packages\/sql-engine\//],
    instead: "the engine knows nothing of HTTP or of the emulator: who uses it gives it what it needs",
  },
  {
    name: "the emulator",
    files: /^packages\/emulator\//,
    mayImport: [/^packages\/emulator\//],
    instead:
      "packages import nothing of the component: seeds are handed in, wire types come from the description",
  },
];

/** Packages that only one place may use, and what all others use. */
export const packages: { name: RegExp; users: RegExp; instead: string }[] = [
  {
    name: /^axios-retry$/,
    users: /^src\/http\//,
    instead: "src/http/retry decides what is retried: say idempotent in the request's options",
  },
  {
    name: /^axios$/,
    users: /^src\/(?:http\/|client$)|^(?:packages|cli|demo|bench|test|scripts)\//,
    instead: "use the client: get, post, list or send",
  },
  {
    name: /^(?:node:)?timers(?:\/promises)?$/,
    users: /^src\/http\/|^(?:packages|cli|demo|bench|test|scripts)\//,
    instead: "use pollUntilDone of src/http/poll",
  },
  {
    name: /^(?:node:)?https?$|^(?:node:)?net$|^undici$/,
    users: /^src\/http\/|^(?:packages|cli|demo|bench|test|scripts)\//,
    instead: "use the client: get, post, list or send",
  },
  {
    name: /^databricks-sql-engine$/,
    users: /^packages\/emulator\/|^(?:cli|demo|bench|test)\//,
    instead: "the component runs statements on a warehouse",
  },
  {
    name: /^(?:fastify|@fastify\/.*)$/,
    users: /^packages\/emulator\/|^(?:cli|demo|bench|test)\//,
    instead: "the engine is given values and gives values: HTTP belongs into packages/emulator",
  },
];
