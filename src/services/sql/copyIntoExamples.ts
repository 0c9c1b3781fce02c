/** Examples of files that are loaded, and of what that gives. */
import { type JsonSchema, schemaOf } from "../../outputSchema";
import { landingFileExample } from "../files/listingExamples";
import type { CopyIntoResult } from "./copyInto";
import { statementResultExample } from "./sqlExamples";

/** The table and the file. */
export const copyIntoExample = {
  table: "orders",
  sourcePath: landingFileExample.path,
};

/** What loading it gives. */
export const copyIntoResultExample: CopyIntoResult = {
  inserted: 2,
  affected: 2,
  skippedCorruptFiles: 0,
  alreadyLoaded: false,
  statementId: statementResultExample.statement_id,
};

/** The schema of the result. */
export const copyIntoResultSchema: JsonSchema = schemaOf({
  ...copyIntoResultExample,
  message: "",
  rows: [],
} satisfies CopyIntoResult);
