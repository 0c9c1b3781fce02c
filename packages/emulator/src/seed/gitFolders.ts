/** The Git folder of the default seed. */
import type { SeedGitFolder } from "../services/gitFolders/gitFolder";
import { currentUser } from "./identity";

const older = "7e0647a321f6e3dc9a2f6c1a7e5f5c8d3b9a1f42";

/** A clone whose repository has a newer commit. */
export const gitFolder = {
  folder: {
    id: 274719203356481,
    path: `/Repos/${currentUser.userName}/flights`,
    url: "https://github.com/example/flights.git",
    provider: "gitHub",
    branch: "main",
    head_commit_id: older,
  },
  branches: {
    main: "c2b1f0a9d8e7463528190a1b2c3d4e5f60718293",
    "feature/delays": "0f9e8d7c6b5a49382716051423324150f1e2d3c4",
  },
  tags: { "v1.0": older },
} satisfies SeedGitFolder;
