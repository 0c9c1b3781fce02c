/** Inputs of Git folders. */
import { gitFolderExample, repositoryExample } from "../../services/gitFolders/gitFoldersExamples";
import { booleanInput } from "../choice";
import { asOptional } from "../defineInput";
import { exactlyOne } from "../exactlyOne";
import { numericIdInput } from "../id";
import { trimmedInput } from "../text";
import { workspaceDirectoryInput } from "../workspaceObjects/workspacePath";

export const gitFolderId = numericIdInput({
  label: "Git Folder ID",
  comments: "The ID of the Git folder.",
  example: String(gitFolderExample.id),
  dataSource: "selectGitFolder",
  page: "gitFolder",
});

export const pathPrefix = asOptional(
  workspaceDirectoryInput({
    label: "Path Prefix",
    comments:
      "The prefix of the paths of the Git folders to return, such as /Users/ada@example.com. If empty, only the Git folders in /Repos are returned.",
    example: "/Repos/ada@example.com",
  }),
);

export const branch = asOptional(
  trimmedInput({
    label: "Branch",
    comments:
      "The branch to check out. Its latest commit is pulled, even if the branch is already checked out. Either Branch or Tag is required.",
    example: gitFolderExample.branch,
  }),
);

export const tag = asOptional(
  trimmedInput({
    label: "Tag",
    comments:
      "The tag to check out. The Git folder is then not on a branch. Either Branch or Tag is required.",
    example: Object.keys(repositoryExample.tags).join(),
  }),
);

export const discardChanges = booleanInput({
  label: "Discard Changes",
  comments:
    "When true, uncommitted changes in the Git folder are permanently discarded. When false, conflicting changes are an error.",
});

/** The reference to check out. @throws Error that names both inputs, unless exactly one is given */
export const givenReference = (given: {
  branch?: string;
  tag?: string;
}): { branch: string } | { tag: string } => {
  const [ofBranch, ofTag] = exactlyOne([branch.label, given.branch], [tag.label, given.tag]);
  return ofBranch === undefined ? { tag: ofTag } : { branch: ofBranch };
};
