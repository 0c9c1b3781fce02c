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

const inputsOf = (owners: readonly (Named & { inputs: Input[] })[]): [string, Input][] =>
  owners.flatMap(({ key, inputs }) => inputs.map((input): [string, Input] => [`${key}.${input.key}`, input]));

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
    for (const subject of ["compute", "jobs", "ML models", "SQL", "workspace"]) {
      expect(component.display.description).toContain(subject);
    }
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

  test.each([...new Set(keys)])("%s is camel case", (key) => {
    expect(key).toMatch(/^[a-z][A-Za-z0-9]*$/);
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

  test.each(texts)("%s speaks to nobody and names no platform", (_name, text) => {
    expect(text).not.toMatch(/\b(?:you|your|yours|yourself|we|our|please)\b/i);
    expect(text).not.toMatch(/prismatic/i);
  });

  test.each(texts.filter(([name]) => !name.endsWith("placeholder")))(
    "%s is there and tidy",
    (_name, text) => {
      expect(text).toMatch(/\S/);
      expect(text).toBe(text.trim());
      expect(text).not.toMatch(/ {2}|\n/);
    },
  );

  test.each(texts.filter(([name]) => /description$|comments$/.test(name)))(
    "%s ends as a sentence does",
    (_name, text) => {
      expect(text).toMatch(/^[A-Z"'].*[.)]$/);
    },
  );

  test.each(everyInput.filter(([, { type }]) => type === "boolean"))(
    "%s begins with what true does",
    (_name, input) => {
      expect(input.comments).toMatch(/^When true, /);
    },
  );

  const free = ({ type, model }: Input) => ["string", "text", "code", "password"].includes(type) && !model;

  test.each(everyInput.filter(([, input]) => free(input)))("%s shows what to type", (_name, input) => {
    expect(input.placeholder).toMatch(/\S/);
    // An example of a secret would only look like one that leaked.
    if (input.type !== "password") expect(input.example).toMatch(/\S/);
  });

  test.each(everyInput.filter(([, { model }]) => model))(
    "%s has a default among its choices, or none",
    (_name, input) => {
      const values = input.model?.map(({ value }) => value);
      if (input.default) expect(values).toContain(input.default);
      expect(new Set(values).size).toBe(values?.length);
    },
  );
});

describe("What every action says of itself", () => {
  const actions = Object.entries(component.actions);

  test.each(actions)("%s has an example of its result and a schema", (_key, action) => {
    expect(action.examplePayload).toHaveProperty("data");
    expect(action.outputSchema?.type).toBe("actionOutput");
  });

  test.each(actions)("%s says whether it may be run for reference data", (key, action) => {
    const looksOnly = /^(?:check|get|list|search|export)[A-Z]/.test(key);
    expect(action.performSafety).toBe(looksOnly ? "SAFE" : "NOT_ALLOWED");
  });
});
