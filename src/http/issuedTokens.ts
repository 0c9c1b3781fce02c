/** The tokens that this process has fetched itself: whoever speaks, none of them may be shown. */

/** Older ones have expired: a token is fetched again about once an hour. */
const maxTokens = 50;

let tokens: readonly string[] = [];

/** Keeps a token out of all logs and errors from now on. */
export const hideIssuedToken = (token: string): void => {
  tokens = [token, ...tokens.filter((other) => other !== token)].slice(0, maxTokens);
};

/** Every token to hide: the same array until there is another one. */
export const issuedTokens = (): readonly string[] => tokens;
