/** Inputs that hold the path of an object or a directory of the workspace. */

import { defineInput, type Input, type Reader, type Texts } from "../defineInput";
import { checkPathCharacters, checkPathParts, readPathText } from "../files/pathText";

/** Reads a path of the workspace, without a slash at its end. Names are as given. */
const readWorkspacePath: Reader<string> = (value, label) => {
  const path = readPathText(value, label);
  checkPathCharacters(path, label);
  if (path.startsWith("/Volumes/")) {
    throw new Error(`${label} is a path in a volume. Use the actions on files instead.`);
  }
  if (!path.startsWith("/")) {
    throw new Error(`${label} must be a path of the workspace, such as /Users/ada@example.com/reports.`);
  }
  if (path === "/") return path;
  const parts = path.replace(/\/$/, "").slice(1).split("/");
  checkPathParts(parts, label);
  return `/${parts.join("/")}`;
};

/** Refuses the root of the workspace. */
const readPathBelowRoot: Reader<string> = (value, label) => {
  const path = readWorkspacePath(value, label);
  if (path !== "/" && path !== "/Workspace") return path;
  throw new Error(`${label} is the root of the workspace. Enter the path of an object in it.`);
};

/** An input of the path of a directory. */
export const workspaceDirectoryInput = (texts: Texts): Input<string> =>
  defineInput({ type: "string", ...texts }, readWorkspacePath);

/** An input of the path of an object in the workspace. */
export const workspacePathInput = (texts: Texts): Input<string> =>
  defineInput({ type: "string", ...texts }, readPathBelowRoot);
