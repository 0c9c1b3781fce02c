/** Inputs of data sources that offer the contents of a directory of the workspace. */
import { booleanInput } from "../inputs/choice";
import { workspaceDirectoryInput } from "../inputs/workspaceObjects/workspacePath";
import type { WorkspaceObject } from "../services/workspaceObjects/workspaceObjects";
import { homeDirectoryExample } from "../services/workspaceObjects/workspaceObjectsExamples";
import type { PicklistChoice } from "./choices";

/** The inputs, in order. @param what is offered */
export const workspaceChoiceInputs = (what: string) => ({
  workspaceDirectory: workspaceDirectoryInput({
    label: "Workspace Directory",
    comments: `The path of the directory whose ${what} are offered, such as /Users/ada@example.com, or / for the root of the workspace.`,
    example: homeDirectoryExample,
  }),
  recursive: booleanInput({
    label: "Recursive",
    comments: `When true, the ${what} in the directories below it, at any depth, are also offered.`,
  }),
});

/** An object by its path below a directory. A list may leave the prefix `/Workspace` out. */
export const objectChoice =
  (directory: string) =>
  ({ path }: Pick<WorkspaceObject, "path">): PicklistChoice => {
    const top = directory === "/" ? "/" : `${directory.replace(/^\/Workspace(?=\/|$)/, "")}/`;
    const below = path.replace(/^\/Workspace(?=\/)/, "");
    return { key: path, label: below.startsWith(top) ? below.slice(top.length) : path };
  };
