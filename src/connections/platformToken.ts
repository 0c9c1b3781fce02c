/** The access token that the platform fetched for a connection that signs in by OAuth 2.0. */
import type { Connection } from "@prismatic-io/spectral";
import { secretText } from "./connectionInputs";

const textOrEmpty = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * The access token of a connection.
 * @param check what to check when there is none, as a clause that follows "Connect it again:"
 * @throws Error that says so when there is none
 */
export const platformToken = ({ token }: Connection, check: string): string => {
  if (!textOrEmpty(token?.access_token).trim()) {
    throw new Error(`The connection has no access token. Connect it again: ${check}.`);
  }
  return secretText(token?.access_token, "The access token");
};

const idElsewhere = (typed: unknown): string =>
  /[?&]o=/.test(textOrEmpty(typed)) ? " (enter the ID after ?o= as Workspace ID)" : "";

/**
 * What is wrong with a host that sign-in addresses are built from; a clause, or empty text. Such an address takes the
 * host as it was typed, so that a scheme or a slash makes it invalid, which does not matter to requests to the API.
 * @param baseUrl where the host leads
 */
export const invalidHostHint = (host: unknown, baseUrl: string): string =>
  /^[^\s/?#@]+$/.test(textOrEmpty(host))
    ? ""
    : `enter the Host alone, as ${new URL(baseUrl).host}, without https://, white space, a slash or anything behind it${idElsewhere(host)}, `;

/**
 * What is wrong with a token URL that the platform sends its request to unchanged; a clause, or empty text.
 */
export const invalidTokenUrlHint = (tokenUrl: unknown): string =>
  textOrEmpty(tokenUrl).includes("?")
    ? `enter the Token URL without the question mark and the text after it${idElsewhere(tokenUrl)}, `
    : "";
