/** What differs between two states of the public contract, in words. */
import type { Surface, SurfaceInput } from "./surface";

/** One difference. */
export interface SurfaceChange {
  text: string;
  /** Whether flows and config wizards that exist may fail because of it. */
  breaking: boolean;
}

/** What an entry of the contract says beside its key and inputs. */
type Facts = Record<string, unknown>;

interface Entry {
  key: string;
  label: string;
  inputs: SurfaceInput[];
}

const breaking = (text: string): SurfaceChange => ({ text, breaking: true });
const harmless = (text: string): SurfaceChange => ({ text, breaking: false });

const inWords = (value: unknown): string => (value === undefined ? "none" : JSON.stringify(value));

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Facts whose change breaks nothing: what a person reads, and where choices come from. */
const shown = new Set(["keyLabel", "dataSource"]);

const isWeaker = (fact: string, before: unknown, after: unknown): boolean => {
  if (fact === "required") return after === undefined;
  if (fact !== "choices" || !Array.isArray(before) || !Array.isArray(after)) return shown.has(fact);
  return before.every((choice) => after.includes(choice));
};

const factChanges = (name: string, before: Facts, after: Facts): SurfaceChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((fact) => !isSame(before[fact], after[fact]))
    .map((fact) => ({
      text: `${name}: ${fact} changed from ${inWords(before[fact])} to ${inWords(after[fact])}`,
      breaking: !isWeaker(fact, before[fact], after[fact]),
    }));

const keysOf = (entries: readonly { key: string }[]): string[] => entries.map(({ key }) => key);

/** Whether what was there keeps its order. */
const keepsOrder = (before: readonly { key: string }[], after: readonly { key: string }[]): boolean => {
  const kept = keysOf(before).filter((key) => keysOf(after).includes(key));
  return isSame(
    kept,
    keysOf(after).filter((key) => kept.includes(key)),
  );
};

const inputChanges = (owner: string, before: SurfaceInput[], after: SurfaceInput[]): SurfaceChange[] => [
  ...before.flatMap((input): SurfaceChange[] => {
    const name = `${owner}, input ${input.key}`;
    const found = after.find(({ key }) => key === input.key);
    if (!found) return [breaking(`${name}: is gone`)];
    const { key: _was, inputs: fieldsBefore = [], ...was } = input;
    const { key: _key, inputs: fieldsAfter = [], ...now } = found;
    return [...factChanges(name, was, now), ...inputChanges(name, fieldsBefore, fieldsAfter)];
  }),
  ...after
    .filter(({ key }) => !keysOf(before).includes(key))
    .map(({ key, label, required }) => ({
      text: `${owner}: new ${required ? "required" : "optional"} input ${key} (${label})`,
      breaking: required === true,
    })),
  ...(keepsOrder(before, after) ? [] : [breaking(`${owner}: the order of its inputs changed`)]),
];

const entryChanges = (kind: string, before: readonly Entry[], after: readonly Entry[]): SurfaceChange[] => [
  ...before.flatMap(({ key, inputs, ...was }): SurfaceChange[] => {
    const found = after.find((entry) => entry.key === key);
    if (!found) return [breaking(`${kind} ${key} (${was.label}) is gone`)];
    const { key: _key, inputs: newInputs, ...now } = found;
    return [...factChanges(`${kind} ${key}`, was, now), ...inputChanges(`${kind} ${key}`, inputs, newInputs)];
  }),
  ...after
    .filter(({ key }) => !keysOf(before).includes(key))
    .map(({ key, label }) => harmless(`new ${kind} ${key} (${label})`)),
  ...(keepsOrder(before, after) ? [] : [breaking(`the order of the ${kind}s changed`)]),
];

/** What differs between two states of the contract, in the order of the contract. */
export const surfaceChanges = (before: Surface, after: Surface): SurfaceChange[] => {
  const own = ({ key, public: isPublic, label }: Surface): Facts => ({ key, public: isPublic, label });
  return [
    ...factChanges("the component", own(before), own(after)),
    ...entryChanges("connection", before.connections, after.connections),
    ...entryChanges("action", before.actions, after.actions),
    ...entryChanges("trigger", before.triggers, after.triggers),
    ...entryChanges("data source", before.dataSources, after.dataSources),
  ];
};
