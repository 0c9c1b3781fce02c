/** One file in a volume, as statements see it. */
export interface VolumeFile {
  /** Its path, `/Volumes/<catalog>/<schema>/<volume>/...`. */
  path: string;
  /** Where its bytes are on this machine. */
  localPath: string;
  /** Its size in bytes. */
  size: number;
  /** When it was last written, ms since the epoch. */
  modifiedAt: number;
}

/** The three names of a volume. */
export interface VolumeName {
  catalog: string;
  schema: string;
  name: string;
}

/** The volumes and their files, which the engine's owner keeps. Names are in lower case. */
export interface VolumeStorage {
  /** The file at a path, or every file below a directory, by path; undefined where there is neither. */
  files(path: string): Promise<VolumeFile[] | undefined>;
  /** The volumes of a schema, by name. */
  volumes(catalog: string, schema: string): { name: string; comment?: string }[];
  /** Creates a volume that does not exist. @param options `external` is the location of an external one */
  create(name: VolumeName, options: { comment?: string; external?: string }): void;
  /** Drops a volume that exists, with its files. */
  drop(name: VolumeName): Promise<void>;
}
