/** Inputs that name one table of Unity Catalog. */
import { tableExample } from "../../services/unityCatalog/unityCatalogExamples";
import { fullTableInputs } from "../tables";

/** The inputs of a table or view to look at, in order; `fullTable` reads them. */
export const namedTableInputs = fullTableInputs(
  { catalog: tableExample.catalog_name, schema: tableExample.schema_name, table: tableExample.name },
  "table or view",
);
