/** Inputs of secrets and their scopes. */
import {
  newSecretScopeExample,
  secretExample,
  secretScopeExample,
} from "../../services/secrets/secretsExamples";
import { booleanInput } from "../choice";
import { defineInput, type Input, type Reader, refine, type Texts } from "../defineInput";
import { readContent } from "../files/content";
import { readTrimmed } from "../text";

/** The maximum length of the name of a scope or a secret, in characters. */
const maxNameLength = 128;

/** Reads the name of a scope or a secret. */
const readSecretName: Reader<string> = (value, label) => {
  const name = readTrimmed(value, label);
  if (name.length > maxNameLength) throw new Error(`${label} is longer than ${maxNameLength} characters.`);
  if (/^[\w.@/-]+$/.test(name)) return name;
  throw new Error(`${label} may only contain letters, digits and the characters - _ . @ and /.`);
};

const secretNameInput = (texts: Texts): Input<string> =>
  defineInput({ type: "string", ...texts }, readSecretName);

export const secretScope = secretNameInput({
  label: "Secret Scope",
  comments: "The name of the secret scope.",
  example: secretScopeExample.name,
  dataSource: "selectSecretScope",
});

export const newScopeName = secretNameInput({
  label: "Scope Name",
  comments:
    "The name of the new secret scope: up to 128 characters, which may be letters, digits and - _ . @ and /.",
  example: newSecretScopeExample.name,
});

export const allUsersManage = booleanInput({
  label: "All Users Manage",
  comments:
    "When true, all users of the workspace may manage the scope and read its secrets. When false, only the identity of the connection may.",
});

export const secretKey = secretNameInput({
  label: "Secret Key",
  comments: "The key of the secret in its scope, up to 128 characters.",
  example: secretExample.key,
  dataSource: "selectSecret",
});

/** The largest value of a secret, in bytes. */
const maxValueBytes = 128 * 1024;

/** The value of a secret: the designer hides it. */
export const secretValue = refine(
  defineInput(
    {
      type: "password",
      label: "Secret Value",
      comments:
        "The value to store, up to 128 KiB: text or a file (bytes) from an earlier step. It is stored unchanged, including spaces and line breaks, and is never shown in a log or an error.",
      placeholder: "Value of the secret",
      example: "example-value",
    },
    readContent,
  ),
  (value, label) => {
    const bytes = Buffer.byteLength(value);
    if (bytes <= maxValueBytes) return value;
    throw new Error(
      `${label} has ${bytes} bytes, but the value of a secret may have at most ${maxValueBytes}.`,
    );
  },
);
