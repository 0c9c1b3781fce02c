import { databricksAction } from "../../databricksAction";
import { canManageGitFolder, toBeListed, workspaceAccess } from "../../errors/requiredGrant";
import { pathPrefix } from "../../inputs/gitFolders/gitFolderInputs";
import { limitInput } from "../../inputs/integer";
import { fetchGitFolders, type GitFolder, gitFolderSchema } from "../../services/gitFolders/gitFolders";
import { listedGitFolderExample } from "../../services/gitFolders/gitFoldersExamples";

/**
 * Gives the Git folders that the connection's identity may manage, from every page; an empty list if there are none.
 * https://docs.databricks.com/api/workspace/repos/list
 */
export const listGitFolders = databricksAction({
  label: "List Git Folders",
  description: "List the Git folders of the workspace with their branches and commits.",
  effect: "read",
  grants: [workspaceAccess, ...toBeListed([canManageGitFolder])],
  inputs: {
    pathPrefix,
    limit: limitInput("The maximum number of Git folders to return. If empty, all Git folders are returned."),
  },
  perform: (client, { pathPrefix: prefix, limit }): Promise<GitFolder[]> =>
    fetchGitFolders(client, gitFolderSchema, prefix, limit),
  example: [listedGitFolderExample],
});
