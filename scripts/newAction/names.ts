/** Derives names from names: words of an identifier, titles, plurals. */

/** The words of an identifier, whatever its case: `gitCredentials`, `git_credentials` and `git-credentials`. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The words as an identifier such as `gitCredentials`. */
export const camelCase = (words: readonly string[]): string =>
  words.map((word, index) => (index === 0 ? word : capitalized(word))).join("");

/** Words that are not spelled as they sound. */
const spellings: Record<string, string> = {
  acl: "ACL",
  acls: "ACLs",
  api: "API",
  id: "ID",
  ids: "IDs",
  ip: "IP",
  json: "JSON",
  mlflow: "MLflow",
  sql: "SQL",
  uri: "URI",
  url: "URL",
};

/** The words as a label such as `Git Credential ID`. */
export const titleCase = (words: readonly string[]): string =>
  words.map((word) => spellings[word] ?? capitalized(word)).join(" ");

/** The words as a heading such as `Git credentials`. */
export const sentenceCase = (words: readonly string[]): string => {
  const text = inWords(words);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** The words within a sentence. */
export const inWords = (words: readonly string[]): string =>
  words.map((word) => spellings[word] ?? word).join(" ");

/** One of many: the last word counts. */
export const singular = (words: readonly string[]): string[] => {
  const [last = "", ...others] = [...words].reverse();
  const one = last
    .replace(/ies$/, "y")
    .replace(/(ss|x|ch|sh|tus)es$/, "$1")
    .replace(/([^suf])s$/, "$1");
  return [...others.reverse(), one];
};

/** The words after an article: `a job`, `an alert`. */
export const withArticle = (words: readonly string[]): string =>
  `${/^[aeiou]/.test(words[0] ?? "") ? "an" : "a"} ${inWords(words)}`;
