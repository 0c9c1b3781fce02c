import type { RepoInfo } from "../../contract/wireTypes";

/** A Git folder, as Databricks tells it. */
export type GitFolder = RepoInfo & { id: number; path: string };

/** A Git folder, and what its repository holds: the newest commit of each branch, and the commit of each tag. */
export interface SeedGitFolder {
  folder: GitFolder;
  branches: Record<string, string>;
  tags: Record<string, string>;
}
