/** The files of volumes: their bytes are in a local folder that ends with the workspace. */
import { mkdtempSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorkspaceClock } from "../../control/clock";
import { alreadyExists, fileError, invalidPath } from "./fileError";
import { FileTree, type StoredDirectory, type StoredFile } from "./fileTree";
import type { VolumePath } from "./volumePath";

/** The largest file that one request uploads, bytes. https://docs.databricks.com/api/workspace/files/upload */
const MAX_FILE_BYTES = 5 * 1024 ** 3;

/** What engines tell a file's format and compression by: up to two short extensions. */
const EXTENSION = /(?:\.[A-Za-z0-9]{1,10}){1,2}$/;

/** A file's name is safe where its bytes are: a number and the extension of its own name. */
const localName = (number: number, name: string): string => `${number}${EXTENSION.exec(name)?.[0] ?? ""}`;

export class FileStore {
  readonly #tree: FileTree;
  #folder: string | undefined;
  #fileCount = 0;

  constructor(
    private readonly clock: Pick<WorkspaceClock, "now">,
    private readonly maxFileBytes = MAX_FILE_BYTES,
  ) {
    this.#tree = new FileTree(() => clock.now());
  }

  /** The file at a path. @throws HttpError 404 where there is none */
  file(path: VolumePath): StoredFile {
    return this.#tree.file(path);
  }

  /** The directory at a path. @throws HttpError 404 where there is none */
  directory(path: VolumePath): StoredDirectory {
    return this.#tree.directory(path);
  }

  /** What is at a path; undefined where there is nothing. */
  find(path: VolumePath): StoredFile | StoredDirectory | undefined {
    return this.#tree.find(path);
  }

  /**
   * Writes a file, with the directories above it. It is there once all its bytes are: where they end too early, what was
   * there before stays.
   * @param size how many bytes there will be, as far as that is known
   * @throws HttpError 409 where something must not be replaced, 400 for a file that is too large; what `chunks` throws
   */
  async write(
    path: VolumePath,
    chunks: AsyncIterable<Buffer>,
    { overwrite, size: announced = 0 }: { overwrite: boolean; size?: number },
  ): Promise<void> {
    this.#requireFree(path, overwrite);
    if (announced > this.maxFileBytes) throw this.#tooLarge();
    this.#folder ??= mkdtempSync(join(tmpdir(), "databricks-volumes-"));
    this.#fileCount += 1;
    const localPath = join(this.#folder, localName(this.#fileCount, path.segments.at(-1) ?? ""));
    try {
      const size = await this.#writeBytes(localPath, chunks);
      // Another request may have written it in the meantime.
      this.#requireFree(path, overwrite);
      const former = this.#tree.put(path, { kind: "file", localPath, size, modifiedAt: this.clock.now() });
      if (former) await rm(former.localPath, { force: true });
    } catch (error) {
      await rm(localPath, { force: true });
      throw error;
    }
  }

  /** Deletes a file. @throws HttpError 404 where there is none */
  async delete(path: VolumePath): Promise<void> {
    const { localPath } = this.#tree.file(path);
    this.#tree.remove(path);
    await rm(localPath, { force: true });
  }

  /** Makes a directory and those above it, where they are missing. @throws HttpError 409 where a file is in the way */
  makeDirectory(path: VolumePath): void {
    this.#tree.makeDirectory(path);
  }

  /** Deletes an empty directory. @throws HttpError 404 where there is none, 400 for one that is not empty or a volume */
  deleteDirectory(path: VolumePath): void {
    if (path.segments.length === 0) throw invalidPath("the directory of a volume cannot be deleted");
    if (this.#tree.directory(path).entries.size > 0) {
      throw fileError(
        400,
        "INVALID_PARAMETER_VALUE",
        "FILES_API_DIRECTORY_IS_NOT_EMPTY",
        "The specified directory is not empty.",
      );
    }
    this.#tree.remove(path);
  }

  /** Deletes everything in a volume. */
  async deleteVolume(fullName: string): Promise<void> {
    const files = this.#tree.removeVolume(fullName);
    await Promise.all(files.map(({ localPath }) => rm(localPath, { force: true })));
  }

  /** Gives the files of a volume to the volume of another name. */
  renameVolume(fullName: string, newFullName: string): void {
    this.#tree.renameVolume(fullName, newFullName);
  }

  /** Deletes every local file. */
  async close(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  #requireFree(path: VolumePath, overwrite: boolean): void {
    if (path.segments.length === 0) throw invalidPath("the path of a volume is none of a file");
    const former = this.#tree.find(path);
    if (former?.kind === "directory")
      throw alreadyExists("A directory already exists at the path of the file.");
    if (former && !overwrite) throw alreadyExists("The file being created already exists.");
  }

  async #writeBytes(localPath: string, chunks: AsyncIterable<Buffer>): Promise<number> {
    let size = 0;
    const handle = await open(localPath, "wx");
    try {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > this.maxFileBytes) throw this.#tooLarge();
        await handle.writeFile(chunk);
      }
    } finally {
      await handle.close();
    }
    return size;
  }

  /** The limit is documented, how Databricks refuses what is above it is not. */
  #tooLarge() {
    return fileError(
      400,
      "INVALID_PARAMETER_VALUE",
      "FILES_API_FILE_SIZE_EXCEEDED",
      `The file is larger than ${this.maxFileBytes} bytes.`,
    );
  }
}
