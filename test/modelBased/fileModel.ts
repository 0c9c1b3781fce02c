/** The files of a directory, and what New Files must know of them. */

/** Patterns, and which of the names they select. */
export const patterns: [pattern: string, selected: (name: string) => boolean][] = [
  ["", () => true],
  ["*.csv", (name) => name.endsWith(".csv")],
  ["*[!v]", (name) => !name.endsWith("v")],
];

/** A file as the model knows it. */
export interface ModelFile {
  text: string;
  modifiedAt: number;
}

/** What a file's item must say: its version is its time and its text's length. */
export const versionOf = ({ text, modifiedAt }: ModelFile): string => `${modifiedAt} ${text.length}`;
/** The files as they are, and as the trigger must know them. */
export class FileModel {
  readonly files = new Map<string, ModelFile>();
  /** The versions that were given, or that count as old, as of the last successful poll. */
  known = new Map<string, string>();

  constructor(
    public pattern: number,
    public recursive: boolean,
    readonly which: "new" | "newAndChanged",
  ) {}

  selects(path: string): boolean {
    const isBelow = path.includes("/");
    const [, selected] = patterns[this.pattern] ?? patterns[0] ?? ["", () => false];
    return (this.recursive || !isBelow) && selected(path);
  }

  get selected(): [string, ModelFile][] {
    return [...this.files].filter(([path]) => this.selects(path));
  }

  /** What is still to be given, by path. */
  news(): Map<string, ModelFile> {
    return new Map(
      this.selected.filter(([path, file]) => {
        const known = this.known.get(path);
        return known === undefined || (this.which === "newAndChanged" && known !== versionOf(file));
      }),
    );
  }

  /** A poll has listed the files: those that are gone are forgotten. */
  forgetMissing(): void {
    const selected = new Map(this.selected);
    for (const path of this.known.keys()) if (!selected.has(path)) this.known.delete(path);
  }

  /** Everything that is selected counts as old. */
  takeAsOld(): void {
    for (const [path, file] of this.selected) this.known.set(path, versionOf(file));
  }
}
