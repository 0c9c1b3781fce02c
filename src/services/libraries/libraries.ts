/**
 * Libraries of clusters, API 2.0.
 * https://docs.databricks.com/api/workspace/libraries
 */
import { lenientSchema, listSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";

/** A package of PyPI or CRAN. */
interface LibraryPackage {
  package: string;
  repo?: string;
}

/** A library: exactly one of its fields is set. */
export interface Library {
  pypi?: LibraryPackage;
  maven?: { coordinates: string; repo?: string; exclusions?: string[] };
  cran?: LibraryPackage;
  whl?: string;
  jar?: string;
  requirements?: string;
  /** Deprecated, but a cluster may have one. */
  egg?: string;
}

/** The state of a library. An open list: Databricks may add to it. */
type LibraryState =
  | "PENDING"
  | "RESOLVING"
  | "INSTALLING"
  | "INSTALLED"
  | "FAILED"
  | "SKIPPED"
  | "RESTORED"
  | "UNINSTALL_ON_RESTART"
  | (string & {});

/** A library of a cluster with its state. */
export interface LibraryStatus {
  library: Library;
  status: LibraryState;
  /** Why it failed or was skipped, in Databricks' words. */
  messages?: string[];
  is_library_for_all_clusters?: boolean;
}

const packageSchema = lenientSchema(objectSchema<LibraryPackage>({ package: textSchema }));
const fileSchema = lenientSchema(textSchema);

/** A library in a response. Databricks may omit any of its fields. */
export const libraryStatusSchema = objectSchema<Partial<LibraryStatus>>({
  library: optionalSchema(
    objectSchema<Library>({
      pypi: packageSchema,
      maven: lenientSchema(
        objectSchema<NonNullable<Library["maven"]>>({
          coordinates: textSchema,
          exclusions: lenientSchema(listSchema(textSchema)),
        }),
      ),
      cran: packageSchema,
      whl: fileSchema,
      jar: fileSchema,
      requirements: fileSchema,
      egg: fileSchema,
    }),
  ),
  status: optionalSchema(textSchema),
  messages: lenientSchema(listSchema(lenientSchema(textSchema))),
});

/** A short name of a library, such as `pypi simplejson==3.19.3`. */
export const libraryName = ({ pypi, maven, cran, whl, jar, requirements, egg }: Library = {}): string => {
  if (pypi) return `pypi ${pypi.package}`;
  if (maven) return `maven ${maven.coordinates}`;
  if (cran) return `cran ${cran.package}`;
  return whl ?? jar ?? requirements ?? egg ?? "another library";
};

/** Identifies a library of a cluster: the same package of another repository is another library. */
export const libraryKey = (library: Library = {}): string => {
  const { pypi, maven, cran } = library;
  const repo = (pypi ?? maven ?? cran)?.repo || undefined;
  return JSON.stringify([libraryName(library), repo, [...(maven?.exclusions ?? [])].sort()]);
};
