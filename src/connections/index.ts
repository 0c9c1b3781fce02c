/** Every kind of connection, and how each signs in. A new kind is its own file and a line here. */
import type { Connection } from "@prismatic-io/spectral";
import type { SignIn } from "../http/auth";
import { personalAccessToken, signInWithToken } from "./personalAccessToken";
import { signInAsServicePrincipal, workspaceServicePrincipal } from "./workspaceServicePrincipal";

const kinds = [
  { definition: personalAccessToken, signIn: signInWithToken },
  { definition: workspaceServicePrincipal, signIn: signInAsServicePrincipal },
];

/** The definitions, as the component publishes them. */
export const connections = kinds.map(({ definition }) => definition);

/**
 * Reads the workspace's address and token out of a connection of any kind.
 * @throws Error that says what to change
 */
export const signIn = (connection: Connection): SignIn => {
  const kind = kinds.find(({ definition }) => definition.key === connection?.key);
  if (!kind) {
    const known = kinds.map(({ definition }) => definition.display.label).join(", ");
    throw new Error(`Connection is empty or of an unknown kind. Choose one of: ${known}.`);
  }
  return kind.signIn({ ...connection, fields: connection.fields ?? {} });
};
