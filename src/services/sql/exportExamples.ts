/** Examples of an exported result. */
import { landingDirectoryExample } from "../files/listingExamples";
import type { ExportedResult } from "./exportToVolume";
import { statementResultExample } from "./sqlExamples";

/** Where the files go. */
export const exportExample = {
  directoryPath: `${landingDirectoryExample.path}/exports`,
  fileName: "airports",
};

/** What the export of the example statement gives. */
export const exportedResultExample: ExportedResult = {
  files: [
    { path: `${exportExample.directoryPath}/${exportExample.fileName}-00001.csv`, rows: 2, sizeBytes: 84 },
  ],
  rows: 2,
  sizeBytes: 84,
  statementId: statementResultExample.statement_id,
};
