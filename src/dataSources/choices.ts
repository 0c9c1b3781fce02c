/** Choices as a person reads them. */

/** One choice: what the input gets, and what a person reads. */
export interface Choice {
  key: string;
  label: string;
}

/** The first of each key: an item can come twice when a list changes while its pages are read. */
const onceEach = (choices: readonly Choice[]): Choice[] => [
  ...new Map([...choices].reverse().map((choice) => [choice.key, choice])).values(),
];

/** Adds the key to every label that several choices have. */
const distinct = (choices: Choice[]): Choice[] => {
  const counts = new Map<string, number>();
  for (const { label } of choices) counts.set(label, (counts.get(label) ?? 0) + 1);
  if (counts.size === choices.length) return choices;
  return distinct(
    choices.map(({ key, label }) => ({
      key,
      label: (counts.get(label) ?? 0) > 1 ? `${label}, ${key}` : label,
    })),
  );
};

/** Gives each key once, with a label of its own, sorted by label. */
export const tidy = (choices: readonly Choice[]): Choice[] =>
  distinct(onceEach(choices)).sort((a, b) => a.label.localeCompare(b.label, "en"));

/** A state as a label shows it: `NOT_READY` becomes `not ready`. */
const stateText = (state: string): string => state.toLowerCase().replaceAll("_", " ");

/** A name with a state behind it, where there is one. */
export const withState = (name: string, state: string | undefined): string =>
  state ? `${name} (${stateText(state)})` : name;
