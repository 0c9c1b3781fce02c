/** Choices as a person reads them. */
import type { Redact } from "../http/redact";
import { sanitizeLine, sanitizer } from "../http/sanitize";

/** One choice: what the input gets, and what a person reads. */
export interface PicklistChoice {
  key: string;
  label: string;
}

/** The maximum length of a label and of a key, in characters. */
const maxLabelLength = 200;
const maxKeyLength = 2000;

/** The first of each key: an item can appear twice when a list changes while its pages are read. */
const uniqueByKey = (choices: readonly PicklistChoice[]): PicklistChoice[] => {
  const seenKeys = new Set<string>();
  return choices.filter(({ key }) => seenKeys.size < seenKeys.add(key).size);
};

/**
 * Whether a key can be given to an input, which takes it exactly as it is, whatever characters it has: what would reveal
 * a secret, or is too long for any name, is omitted.
 */
export const isUsableKey = (key: unknown, redact: Redact): key is string =>
  typeof key === "string" && key !== "" && key.length <= maxKeyLength && redact(key) === key;

/** Makes duplicate labels unique: adds the key, and a number if keys look the same. */
const withUniqueLabels = (
  choices: readonly PicklistChoice[],
  label: (choice: PicklistChoice) => string,
): PicklistChoice[] => {
  const repeated = (candidates: readonly PicklistChoice[]): Set<string> => {
    const seenLabels = new Set<string>();
    return new Set(
      candidates
        .filter((choice) => seenLabels.size === seenLabels.add(choice.label).size)
        .map((one) => one.label),
    );
  };
  const shared = repeated(choices);
  const withKeys = choices.map((choice) =>
    shared.has(choice.label) ? { ...choice, label: `${choice.label}, ${label(choice)}` } : choice,
  );
  const usedLabels = new Map<string, number>();
  return withKeys.map(({ key, label: baseLabel }) => {
    let unique = baseLabel;
    for (
      let number = usedLabels.get(baseLabel) ?? 1;
      usedLabels.has(unique);
      unique = `${baseLabel} (${number})`
    ) {
      number += 1;
      usedLabels.set(baseLabel, number);
    }
    usedLabels.set(unique, 1);
    return { key, label: unique };
  });
};

/** The order of a picklist: by label, or as the choices are given, such as the latest first. */
export type ChoiceOrder = "byLabel" | "asGiven";

/**
 * Gives each key once, with a unique label that is safe to show.
 * @param redact removes the connection's secrets
 */
export const toPicklist = (
  choices: readonly PicklistChoice[],
  redact: Redact,
  order: ChoiceOrder = "byLabel",
): PicklistChoice[] => {
  const sanitize = sanitizer(redact);
  const displayText = (text: unknown): string =>
    typeof text === "string" ? sanitizeLine(sanitize, text, maxLabelLength) : "";
  const labelled = uniqueByKey(choices.filter(({ key }) => isUsableKey(key, redact))).map(
    ({ key, label }) => ({
      key,
      label: displayText(label) || displayText(key) || "no name",
    }),
  );
  const shown = withUniqueLabels(labelled, ({ key }) => displayText(key));
  return order === "asGiven" ? shown : shown.sort((a, b) => a.label.localeCompare(b.label, "en"));
};

/** A state as a label shows it: `NOT_READY` becomes `not ready`. */
const stateText = (state: string): string => state.toLowerCase().replaceAll("_", " ");

/** A name followed by its state, if there is one. */
export const withState = (name: string, state: string | undefined): string =>
  state ? `${name} (${stateText(state)})` : name;

/** A minute as a label shows it, in UTC; empty for what is no moment, such as 0. @param ms since the epoch */
export const minuteText = (ms: number | undefined): string => {
  const moment = new Date(ms || Number.NaN);
  return Number.isNaN(moment.getTime()) ? "" : `${moment.toISOString().slice(0, 16).replace("T", " ")} UTC`;
};
