import { canManageGitFolder, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { mapConcurrent } from "../http/concurrency";
import { lenientSchema } from "../http/schema";
import { fetchGitFolders, type GitFolder, gitFolderChoiceSchema } from "../services/gitFolders/gitFolders";
import { listedGitFolderExample } from "../services/gitFolders/gitFoldersExamples";
import { picklist } from "./picklist";

const choice = ({ id, path, branch }: GitFolder & { path: string }) => ({
  key: String(id),
  label: branch ? `${path} (${branch})` : path,
});

/** The prefixes of all Git folders: without a prefix, Databricks lists only those in `/Repos`. */
const prefixes = [undefined, "/Users", "/Shared"];

/** Every Git folder by its path, with its branch. https://docs.databricks.com/api/workspace/repos/list */
export const selectGitFolder = picklist({
  label: "Select Git Folder",
  description: "Select a Git folder of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canManageGitFolder])],
  choices: async (client) => {
    const lists = await mapConcurrent(prefixes, 1, (prefix) =>
      fetchGitFolders(client, lenientSchema(gitFolderChoiceSchema), prefix),
    );
    return lists.flat().map(choice);
  },
  example: [choice(listedGitFolderExample)],
});
