import { distance } from "fastest-levenshtein";

/** Words further apart than this share of the longer one are not alike. */
const alike = 0.4;

/**
 * The candidate that a mistyped word most likely meant, capitals aside.
 * @returns undefined where none is near
 */
const nearest = (word: string, candidates: readonly string[]): string | undefined => {
  const typed = word.toLowerCase();
  const [best] = candidates
    .map((candidate) => ({ candidate, apart: distance(typed, candidate.toLowerCase()) }))
    .filter(({ candidate, apart }) => apart <= alike * Math.max(typed.length, candidate.length))
    .sort((a, b) => a.apart - b.apart);
  return best?.candidate;
};

/** The question that follows a mistyped word, or nothing where no candidate is near. */
export const didYouMean = (word: string, candidates: readonly string[], prefix = ""): string => {
  const meant = nearest(word, candidates);
  return meant === undefined ? "" : ` Did you mean ${prefix}${meant}?`;
};
