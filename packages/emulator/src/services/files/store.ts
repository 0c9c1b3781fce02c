/** The files of volumes: their bytes are in a local folder that is deleted with the workspace. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorkspaceClock } from "../../control/clock";
import { alreadyExists, fileError, invalidPath } from "./fileError";
import { FileTree, type StoredDirectory, type StoredFile } from "./fileTree";
import { type NewFile, readSeedFile, type SeedFile } from "./seedFile";
import type { VolumePath } from "./volumePath";

/** The largest file that one request uploads, bytes. https://docs.databricks.com/api/workspace/files/upload */
const MAX_FILE_BYTES = 5 * 1024 ** 3;

/** What engines tell a file's format and compression by: up to two short extensions. */
const EXTENSION = /(?:\.[A-Za-z0-9]{1,10}){1,2}$/;

/** A file's name is safe where its bytes are: a number and the extension of its own name. */
const localName = (number: number, name: string): string => `${number}${EXTENSION.exec(name)?.[0] ?? ""}`;

export class FileStore {
  #seeded: FileTree | undefined;
  #folder: string | undefined;
  #fileCount = 0;

  /**
   * @param seed the files of a fresh workspace; they are written when the store is first asked for anything
   * @param maxFileBytes the largest file that is taken
   */
  constructor(
    private readonly clock: Pick<WorkspaceClock, "now">,
    private readonly seed: SeedFile[] = [],
    private readonly maxFileBytes = MAX_FILE_BYTES,
  ) {}

  get #tree(): FileTree {
    if (!this.#seeded) {
      this.#seeded = new FileTree(() => this.clock.now());
      for (const file of this.seed) this.#putFile(this.#seeded, readSeedFile(file));
    }
    return this.#seeded;
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
    const localPath = this.#newLocalPath(path);
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

  /** Puts a whole file in place. @throws HttpError 409 where a directory is in its way */
  async put(file: NewFile): Promise<void> {
    const former = this.#putFile(this.#tree, file);
    if (former) await rm(former.localPath, { force: true });
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

  #newLocalPath({ segments }: VolumePath): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), "databricks-volumes-"));
    this.#fileCount += 1;
    return join(this.#folder, localName(this.#fileCount, segments.at(-1) ?? ""));
  }

  #putFile(
    tree: FileTree,
    { path, content, modifiedAt = this.clock.now() }: NewFile,
  ): StoredFile | undefined {
    const localPath = this.#newLocalPath(path);
    writeFileSync(localPath, content);
    return tree.put(path, { kind: "file", localPath, size: content.length, modifiedAt });
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
