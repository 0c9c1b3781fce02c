/** Every kind of connection, and how each signs in. A new kind is its own file and a line here. */
import type { Connection } from "@prismatic-io/spectral";
import type { WorkspaceAuth } from "../http/auth";
import type { Redact } from "../http/redact";
import { azureServicePrincipal, signInAsAzurePrincipal } from "./azureServicePrincipal";
import { personalAccessToken, signInWithToken } from "./personalAccessToken";
import { privateWorkspace, signInToPrivateWorkspace } from "./privateWorkspace";
import { servicePrincipal, signInAsPrincipal } from "./servicePrincipal";
import { signInAsUser, userOAuth } from "./userOAuth";
import { signInAsServicePrincipal, workspaceServicePrincipal } from "./workspaceServicePrincipal";

const kinds = [
  { definition: servicePrincipal, resolveAuth: signInAsPrincipal },
  { definition: personalAccessToken, resolveAuth: signInWithToken },
  { definition: workspaceServicePrincipal, resolveAuth: signInAsServicePrincipal },
  { definition: userOAuth, resolveAuth: signInAsUser },
  { definition: azureServicePrincipal, resolveAuth: signInAsAzurePrincipal },
  { definition: privateWorkspace, resolveAuth: signInToPrivateWorkspace },
];

/** The definitions, as the component publishes them. */
export const connections = kinds.map(({ definition }) => definition);

const kindOf = (connection: Connection | undefined) =>
  kinds.find(({ definition }) => definition.key === connection?.key);

/**
 * Reads the workspace's address and token out of a connection of any kind.
 * @throws Error that says what to change
 */
export const resolveAuth = (connection: Connection): WorkspaceAuth => {
  const kind = kindOf(connection);
  if (!kind) {
    const kindLabels = kinds.map(({ definition }) => definition.display.label).join(", ");
    throw new Error(`Connection is empty or of an unknown kind. Choose one of: ${kindLabels}.`);
  }
  return kind.resolveAuth({ ...connection, fields: connection.fields ?? {} });
};

/** The types of a kind's inputs by key; none for an unknown kind. */
const inputTypes = (connection: Connection | undefined): Record<string, { type?: string }> =>
  kindOf(connection)?.definition.inputs ?? {};

const isText = (value: unknown): value is string => typeof value === "string";

/** A shorter value of an unknown input is a word or a number, which must not be redacted everywhere, in characters. */
const minUnknownSecretLength = 8;

/** Every secret of a connection: its password inputs, inputs that its kind does not know, and the platform's tokens. */
export const secretsOf = (connection: Connection | undefined): string[] => {
  const types = inputTypes(connection);
  const fields = Object.entries(connection?.fields ?? {}).filter(([key, value]) =>
    key in types ? types[key]?.type === "password" : isText(value) && value.length >= minUnknownSecretLength,
  );
  const tokens = Object.entries(connection?.token ?? {}).filter(([key]) => /token$/i.test(key));
  return [...fields, ...tokens]
    .map(([, value]) => value)
    .filter(isText)
    .flatMap((secret) => [secret, secret.trim()]);
};

/** A connection as an error may carry it: which one it is and what was typed, without anything secret. */
export const shownConnection = (connection: Connection | undefined, redact: Redact): Connection => {
  const types = inputTypes(connection);
  const shownFields = Object.entries(connection?.fields ?? {})
    .filter(([key, value]) => key in types && types[key]?.type !== "password" && isText(value))
    .map(([key, value]) => [key, redact(String(value), 300)]);
  return {
    key: String(connection?.key ?? ""),
    configVarKey: String(connection?.configVarKey ?? ""),
    fields: Object.fromEntries(shownFields),
  };
};
