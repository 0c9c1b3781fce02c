import { WorkspaceClock } from "../../control/clock";
import { Ids } from "../../control/ids";
import { startAt } from "../../fixedStart";
import { gitFolder } from "../../seed/gitFolders";
import { currentUser } from "../../seed/identity";
import { ObjectStore } from "../objects/store";
import { GitFolderStore } from "./store";

const stores = () => {
  const clock = new WorkspaceClock("manual", startAt);
  const objects = new ObjectStore(clock, new Ids(1), { user: currentUser, objects: [] });
  const { path } = gitFolder.folder;
  const inHome = { ...gitFolder, folder: { ...gitFolder.folder, id: 2, path: `/Workspace/Users/own` } };
  return { objects, folders: new GitFolderStore(objects, [gitFolder, inHome]), path };
};

it("lists by prefix, and without one what is in /Repos", () => {
  const { folders, path } = stores();
  const paths = (prefix?: string) => folders.list(prefix).map((folder) => folder.path);
  expect([paths(), paths("/Workspace"), paths("/Users"), paths("/Workspace/Users/o")]).toEqual([
    [path],
    [path],
    ["/Users/own"],
    ["/Users/own"],
  ]);
});

it("is a folder of the workspace, and gone once that is deleted", () => {
  const { objects, folders, path } = stores();
  expect(objects.status(path).object_type).toBe("REPO");
  objects.import({ path: `${path}/notes.txt`, content: Buffer.from("1") });
  folders.update(gitFolder.folder.id, { branch: "main" });
  expect(objects.list(path)).toHaveLength(1);
  folders.update(gitFolder.folder.id, { branch: "main" }, true);
  expect(objects.list(path)).toEqual([]);
  objects.delete(path, true);
  expect(folders.list()).toEqual([]);
  expect(() => folders.get(gitFolder.folder.id)).toThrow("does not exist");
});
