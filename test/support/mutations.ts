/** Changes one place of an answer into what should not stand there. */

/** A number from 0 up to 1, the next of a row that a seed tells. */
export type Random = () => number;

/** The same row of numbers for the same seed (mulberry32). */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

/** What a place is changed into, as JSON text; `undefined` takes the place away. */
const replacements: readonly (string | undefined)[] = [
  undefined,
  undefined,
  "null",
  "null",
  '""',
  "0",
  "-1",
  "[]",
  "{}",
  '"text"',
  '"  "',
  "true",
  "1.5",
  "1e300",
  "12345678901234567890",
  "[null]",
  '["text"]',
  "[{}]",
  "[[]]",
  '{"a":{"b":[1,{"c":null}]}}',
  "NaN",
];

type Container = Record<string, unknown> | unknown[];

const isContainer = (value: unknown): value is Container => typeof value === "object" && value !== null;

/** Every place below a value, as the keys that lead to it. */
const placesIn = (value: unknown, at: string[] = []): string[][] =>
  isContainer(value)
    ? Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...placesIn(inner, [...at, key])])
    : [];

const marker = "\u0001here\u0001";

/** What was changed, and the answer with the change. */
interface Mutation {
  said: string;
  body: Buffer;
}

const replaced = (answer: unknown, place: readonly string[], text: string | undefined): string => {
  const copy = JSON.parse(JSON.stringify(answer)) as Container;
  const parent = place.slice(0, -1).reduce((inner, key) => (inner as never)[key], copy) as Container;
  const last = place.at(-1) ?? "";
  if (text === undefined && Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (text === undefined) delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = marker;
  return JSON.stringify(copy).replace(JSON.stringify(marker), () => text ?? "");
};

/**
 * Changes one place of an answer, including the whole.
 * @returns the answer as it is where it is no JSON
 */
export const mutated = (body: Buffer, random: Random): Mutation => {
  let answer: unknown;
  try {
    answer = JSON.parse(body.toString("utf8"));
  } catch {
    return { said: "no JSON", body }; // A file, or nothing: there is no place to change.
  }
  const place = pick(random, [[], ...placesIn(answer)]);
  const text = pick(random, replacements);
  const said = `${place.join(".") || "the answer"} becomes ${text ?? "absent"}`;
  const changed = place.length === 0 ? (text ?? "") : replaced(answer, place, text);
  return { said, body: Buffer.from(changed) };
};
