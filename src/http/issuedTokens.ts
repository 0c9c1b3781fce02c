/** The tokens that this process has fetched itself: whoever speaks, none of them may be shown. */
import type { Expiry } from "./expiry";

interface IssuedToken {
  token: string;
  /** Until when it is of use to anyone. */
  use: Expiry;
}

/** More than are in use at a time. */
const maxTokens = 200;

let issued: readonly IssuedToken[] = [];
let tokens: readonly string[] = [];

/** Keeps a token out of all logs and errors from now on, at least until its use is over. */
export const hideIssuedToken = (token: string, use: Expiry): void => {
  const others = issued.filter((other) => other.token !== token && !other.use.isOver);
  issued = [{ token, use }, ...others].slice(0, maxTokens);
  tokens = issued.map((one) => one.token);
};

/** Every token to hide: the same array until there is another one. */
export const issuedTokens = (): readonly string[] => tokens;
