import { databricksAction } from "../../databricksAction";
import { manageGitFolderGrants } from "../../errors/requiredGrant";
import {
  branch,
  discardChanges,
  gitFolderId,
  givenReference,
  tag,
} from "../../inputs/gitFolders/gitFolderInputs";
import { checkOut, type GitFolder } from "../../services/gitFolders/gitFolders";
import { gitFolderExample } from "../../services/gitFolders/gitFoldersExamples";

/**
 * Takes a Git folder's id and a branch or a tag, checks it out, and gives the folder with its new commit.
 * https://docs.databricks.com/api/workspace/repos/update
 */
export const updateGitFolder = databricksAction({
  label: "Update Git Folder",
  description:
    "Pull the latest commit of a branch into a Git folder, or check out another branch or a tag, and return the Git folder.",
  effect: "write",
  grants: manageGitFolderGrants,
  inputs: { gitFolderId, branch, tag, discardChanges },
  repeat: { kind: "sameState", advice: "A commit that was pushed in the meantime is also pulled." },
  perform: async (client, { gitFolderId: id, discardChanges: discards, ...given }): Promise<GitFolder> =>
    checkOut(client, id, givenReference(given), discards),
  example: gitFolderExample,
});
