import type { Component, Input } from "@prismatic-io/spectral/dist/serverTypes";
import committed from "../documentation/surface.json";
import { type Surface, surfaceOf } from "../scripts/docs/surface";
import { surfaceChanges } from "../scripts/docs/surfaceChanges";
import { distFolder } from "./builtComponent";

const { default: component } = require(distFolder) as { default: Component };
const surface = surfaceOf(component);
/** The public contract: what flows and config wizards refer to. `npm run accept` alone writes it. */
const contract = committed as Surface;

interface Named {
  key: string;
}

/** The inputs of owners by their names, with the fields of those that are rows, groups or of several kinds. */
const inputsOf = (owners: readonly (Named & { inputs?: Input[] })[]): [string, Input][] =>
  owners.flatMap(({ key, inputs = [] }) =>
    inputs.flatMap((input): [string, Input][] => {
      const name = `${key}.${input.key}`;
      return [[name, input], ...inputsOf([{ key: name, inputs: input.inputs }])];
    }),
  );

const steps = [
  ...Object.values(component.actions),
  ...Object.values(component.triggers),
  ...Object.values(component.dataSources),
];
const ofSteps = inputsOf(steps);
const ofConnections = inputsOf(component.connections);
const everyInput = [...ofSteps, ...ofConnections];

describe("The built component keeps its public contract", () => {
  test("nothing that is published has changed", () => {
    expect(surfaceChanges(contract, surface).filter(({ breaking }) => breaking)).toEqual([]);
  });

  test("documentation/surface.json is what `npm run accept` writes", () => {
    expect(surface).toEqual(contract);
  });

  test("its description names what it manages", () => {
    const managed = ["compute", "jobs", "ML models", "SQL", "workspace"];
    expect(managed.filter((name) => !component.display.description.includes(name))).toEqual([]);
  });
});

describe("Keys", () => {
  const keys = [
    component.key,
    ...component.connections.map(({ key }) => key),
    ...Object.keys(component.actions),
    ...Object.keys(component.triggers),
    ...Object.keys(component.dataSources),
    ...everyInput.map(([, { key }]) => key),
  ];

  test("they are camel case", () => {
    expect(keys.filter((key) => !/^[a-z][A-Za-z0-9]*$/.test(key))).toEqual([]);
  });

  test("each connection has a key of its own", () => {
    const connections = component.connections.map(({ key }) => key);
    expect(new Set(connections).size).toBe(connections.length);
  });
});

describe("The texts that a builder reads", () => {
  const texts: [string, string][] = [
    ["component label", component.display.label],
    ["component description", component.display.description],
    ...component.connections.flatMap(({ key, label, comments = "" }): [string, string][] => [
      [`${key} label`, label],
      [`${key} comments`, comments],
    ]),
    ...steps.flatMap(({ key, display }): [string, string][] => [
      [`${key} label`, display.label],
      [`${key} description`, display.description],
    ]),
    ...everyInput.flatMap(([name, { label, comments = "", placeholder = "" }]): [string, string][] => [
      [`${name} label`, label],
      [`${name} comments`, comments],
      [`${name} placeholder`, placeholder],
    ]),
  ];

  /** The texts that break a rule, each with what is wrong. */
  const breaking = (wrong: string, breaks: (text: string, name: string) => boolean): string[] =>
    texts
      .filter(([name, text]) => breaks(text, name))
      .map(([name, text]) => `${name} ${wrong}: ${JSON.stringify(text)}`);

  test("they speak to nobody and name no platform", () => {
    const spoken = /\b(?:you|your|yours|yourself|we|our|please)\b/i;
    expect([
      ...breaking("speaks to somebody", (text) => spoken.test(text)),
      ...breaking("names the platform", (text) => /prismatic/i.test(text)),
    ]).toEqual([]);
  });

  test("they are there and tidy", () => {
    const needed = (name: string) => !name.endsWith("placeholder");
    expect([
      ...breaking("is missing", (text, name) => needed(name) && !/\S/.test(text)),
      ...breaking("has space around it", (text, name) => needed(name) && text !== text.trim()),
      ...breaking("has two spaces or a line break", (text, name) => needed(name) && / {2}|\n/.test(text)),
    ]).toEqual([]);
  });

  test("descriptions and comments end as a sentence does", () => {
    expect(
      breaking(
        "is no sentence",
        (text, name) => /description$|comments$/.test(name) && !/^[A-Z"'].*[.)]$/.test(text),
      ),
    ).toEqual([]);
  });

  /** The inputs that break a rule, each with what is wrong. */
  const inputsThat = (wrong: string, breaks: (input: Input) => boolean): string[] =>
    everyInput.filter(([, input]) => breaks(input)).map(([name]) => `${name} ${wrong}`);

  test("the comments of a boolean begin with what true does", () => {
    expect(
      inputsThat(
        'has comments that do not begin with "When true, "',
        ({ type, comments = "" }) => type === "boolean" && !/^When true, /.test(comments),
      ),
    ).toEqual([]);
  });

  test("free text shows what to type", () => {
    const free = ({ type, model }: Input) => ["string", "text", "code", "password"].includes(type) && !model;
    const shows = (text: unknown) => typeof text === "string" && /\S/.test(text);
    expect([
      ...inputsThat("has no placeholder", (input) => free(input) && !shows(input.placeholder)),
      // An example of a secret would only look like one that leaked.
      ...inputsThat(
        "has no example",
        (input) => free(input) && input.type !== "password" && !shows(input.example),
      ),
    ]).toEqual([]);
  });

  test("choices differ, and a default is one of them", () => {
    const values = ({ model = [] }: Input) => model.map(({ value }) => value);
    expect([
      ...inputsThat(
        "has a default that is none of its choices",
        (input) =>
          !!input.model && !!input.default && !values(input).some((value) => value === input.default),
      ),
      ...inputsThat("has a choice twice", (input) => new Set(values(input)).size < values(input).length),
    ]).toEqual([]);
  });
});

describe("What every action says of itself", () => {
  const actions = Object.entries(component.actions);

  test("it has an example of its result and a schema", () => {
    const hasData = ({ examplePayload }: (typeof component.actions)[string]) =>
      typeof examplePayload === "object" && examplePayload !== null && "data" in examplePayload;
    expect([
      ...actions.filter(([, action]) => !hasData(action)).map(([key]) => `${key} has no example`),
      ...actions
        .filter(([, { outputSchema }]) => outputSchema?.type !== "actionOutput")
        .map(([key]) => `${key} has no schema of an action's output`),
    ]).toEqual([]);
  });

  test("it says whether it may be run for reference data", () => {
    const looksOnly = (key: string) =>
      /^(?:check|download|export(?!ToVolume)|find|get|list|query(?=Rows|Vector)|scan|search)[A-Z]|[a-z]Exists$/.test(
        key,
      );
    expect(
      actions
        .filter(([key, { performSafety }]) => performSafety !== (looksOnly(key) ? "SAFE" : "NOT_ALLOWED"))
        .map(([key, { performSafety }]) => `${key} says ${performSafety}, which its name does not`),
    ).toEqual([]);
  });

  test("only a few are shown first", () => {
    const important = actions.filter(([, { display }]) => "important" in display && display.important);
    expect(important.map(([key]) => key)).toEqual([
      "queryRows",
      "runJob",
      "runSql",
      "uploadFile",
      "upsertRows",
    ]);
  });
});
