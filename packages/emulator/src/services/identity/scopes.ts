/** The scopes that can be requested for a token. */
import { SCOPES } from "./discovery";

/** The scopes of a text, without the white space between them. */
export const scopesOf = (text: string): string[] => text.split(/\s+/).filter((name) => name !== "");

/** The first scope that there is not; undefined where there are all. */
export const unknownScope = (scopes: readonly string[], known: readonly string[] = SCOPES) =>
  scopes.find((name) => !known.includes(name));
