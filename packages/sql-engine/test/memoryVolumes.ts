import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { VolumeFile, VolumeName, VolumeStorage } from "../src/volumeStorage";

/** When every file of these volumes was written. */
export const writtenAt = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** Volumes whose files are in a temporary folder. */
export class MemoryVolumes implements VolumeStorage {
  readonly made: unknown[] = [];
  private readonly root = mkdtempSync(join(tmpdir(), "sql-engine-volumes-"));
  private readonly known: (VolumeName & { comment?: string })[] = [];

  /** Writes a file below `/Volumes`. */
  write(path: string, content: string | Uint8Array): void {
    const local = join(this.root, path);
    mkdirSync(dirname(local), { recursive: true });
    writeFileSync(local, content);
    utimesSync(local, writtenAt / 1000, writtenAt / 1000);
  }

  async files(path: string): Promise<VolumeFile[] | undefined> {
    const local = join(this.root, path);
    const found = statSync(local, { throwIfNoEntry: false });
    if (!found) {
      return undefined;
    }
    const names = found.isDirectory()
      ? readdirSync(local, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(this.root.length))
          .sort()
      : [path];
    return names.map((name) => {
      const { size, mtimeMs } = statSync(join(this.root, name));
      return { path: name, localPath: join(this.root, name), size, modifiedAt: mtimeMs };
    });
  }

  volumes(catalog: string, schema: string) {
    return this.known
      .filter((volume) => volume.catalog === catalog && volume.schema === schema)
      .map(({ name, comment }) => ({ name, comment }));
  }

  create(name: VolumeName, options: { comment?: string; external?: string }): void {
    this.made.push([name, options]);
    this.known.push({ ...name, comment: options.comment });
  }

  async drop(name: VolumeName): Promise<void> {
    const index = this.known.findIndex((volume) => JSON.stringify(volume).includes(`"name":"${name.name}"`));
    this.known.splice(index, 1);
  }

  close(): void {
    rmSync(this.root, { recursive: true });
  }
}
