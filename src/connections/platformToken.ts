/** The access token that the platform fetched for a connection that signs in by OAuth 2.0. */
import type { Connection } from "@prismatic-io/spectral";
import { secretText } from "../http/auth";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * The access token of a connection.
 * @param check what to look at when there is none, as a clause that follows "Connect it again:"
 * @throws Error that says so when there is none
 */
export const platformToken = ({ token }: Connection, check: string): string => {
  if (!text(token?.access_token).trim()) {
    throw new Error(`The connection has no access token. Connect it again: ${check}.`);
  }
  return secretText(token?.access_token, "The access token");
};

/**
 * What is wrong with a host that the addresses of a sign-in are made of; a clause, empty where nothing is. Such an
 * address takes the host as it was typed, so that a scheme or a slash spoils it, which requests to the API do not mind.
 */
export const spoiltAddress = (host: unknown): string =>
  /^[^\s/?#@]+$/.test(text(host).trim())
    ? ""
    : "enter the Host alone, without https:// and without a slash or anything behind it, ";
