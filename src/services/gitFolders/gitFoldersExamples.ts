/** The example Git folder. */
import { currentUserExample } from "../users/usersExamples";
import type { GitFolder } from "./gitFolders";

/** A Git folder before its update: the repository has a newer commit. */
export const listedGitFolderExample = {
  id: 274719203356481,
  path: `/Repos/${currentUserExample.userName}/flights`,
  url: "https://github.com/example/flights.git",
  provider: "gitHub",
  branch: "main",
  head_commit_id: "7e0647a321f6e3dc9a2f6c1a7e5f5c8d3b9a1f42",
} satisfies GitFolder;

/** The Git folder after its update. */
export const gitFolderExample = {
  ...listedGitFolderExample,
  head_commit_id: "c2b1f0a9d8e7463528190a1b2c3d4e5f60718293",
} satisfies GitFolder;

/** The repository: the latest commit of each branch, and the commit of each tag. */
export const repositoryExample = {
  branches: {
    main: gitFolderExample.head_commit_id,
    "feature/delays": "0f9e8d7c6b5a49382716051423324150f1e2d3c4",
  },
  tags: { "v1.0": listedGitFolderExample.head_commit_id },
};
