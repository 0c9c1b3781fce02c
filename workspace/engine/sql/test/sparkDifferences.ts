/** Statements of sparkAnswers.jsonl that are meant to be answered otherwise here, each with the reason. */
export const knownDifferences = new Map<string, string>();
