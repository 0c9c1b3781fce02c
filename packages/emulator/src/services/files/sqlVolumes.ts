/** Volumes and their files as SQL statements see them. */
import type { VolumeFile, VolumeName, VolumeStorage } from "databricks-sql-engine";
import { HttpError } from "../../apiError";
import type { VolumeStore } from "../unityCatalog/volumeStore";
import { filesBelow, type StoredFile } from "./fileTree";
import type { FileStore } from "./store";
import { pathText, readVolumePath, type VolumePath, volumeNameOf } from "./volumePath";

const byPath = (one: VolumeFile, other: VolumeFile): number => (one.path < other.path ? -1 : 1);

const fullNameOf = ({ catalog, schema, name }: VolumeName): string => `${catalog}.${schema}.${name}`;

export class SqlVolumes implements VolumeStorage {
  constructor(
    private readonly store: VolumeStore,
    private readonly fileStore: FileStore,
  ) {}

  async files(text: string): Promise<VolumeFile[] | undefined> {
    const path = validPath(text);
    if (!path || !this.store.has(volumeNameOf(path))) return undefined;
    const node = this.fileStore.find(path);
    if (node?.kind === "file") return [volumeFile(path, node)];
    if (!node) return undefined;
    return [...filesBelow(node, path.segments)]
      .map(({ segments, file }) => volumeFile({ ...path, segments }, file))
      .sort(byPath);
  }

  volumes(catalog: string, schema: string): { name: string; comment?: string }[] {
    return this.store.inSchema(catalog, schema);
  }

  create(
    { catalog, schema, name }: VolumeName,
    { comment, external }: { comment?: string; external?: string },
  ) {
    this.store.create({
      catalog_name: catalog,
      schema_name: schema,
      name,
      comment,
      volume_type: external === undefined ? "MANAGED" : "EXTERNAL",
      storage_location: external,
    });
  }

  drop(name: VolumeName): Promise<void> {
    return this.store.remove(fullNameOf(name));
  }
}

/** A path in a volume, which a directory's may end with a slash; undefined for any other. */
function validPath(text: string): VolumePath | undefined {
  try {
    return readVolumePath(text.replace(/(?<=.)\/$/, ""));
  } catch (error) {
    if (error instanceof HttpError) return undefined;
    throw error;
  }
}

const volumeFile = (path: VolumePath, { localPath, size, modifiedAt }: StoredFile): VolumeFile => ({
  path: pathText(path),
  localPath,
  size,
  modifiedAt,
});
