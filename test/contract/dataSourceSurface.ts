/** The part of the public contract, by hand, that is about data sources. */
import type { SurfaceDataSource, SurfaceInput } from "../../scripts/docs/surface";

/** What the lines of the contract are made with. */
interface Parts {
  connection: SurfaceInput;
  text: (key: string, label: string) => SurfaceInput;
  optionalText: (key: string, label: string) => SurfaceInput;
}

/** The data sources, sorted by key. */
export const dataSources = ({ connection, text, optionalText }: Parts): SurfaceDataSource[] => {
  const picklist = (key: string, label: string, ...inputs: SurfaceInput[]): SurfaceDataSource => ({
    key,
    label,
    type: "picklist",
    inputs: [connection, ...inputs],
  });
  const catalog = text("catalog", "Catalog");
  const schema = text("schema", "Schema");
  const table = text("table", "Table");
  return [
    {
      ...picklist("mapTableColumns", "Map Table Columns", catalog, schema, table, {
        ...optionalText("fields", "Fields"),
        collection: "valuelist",
      }),
      type: "jsonForm",
    },
    picklist("selectCatalog", "Select Catalog"),
    picklist("selectCluster", "Select Cluster"),
    picklist("selectColumn", "Select Column", catalog, schema, table),
    picklist("selectExperiment", "Select Experiment"),
    picklist("selectJob", "Select Job"),
    picklist("selectNodeType", "Select Node Type"),
    picklist("selectRegisteredModel", "Select Registered Model"),
    picklist("selectSchema", "Select Schema", catalog),
    picklist("selectServingEndpoint", "Select Serving Endpoint"),
    picklist("selectSparkVersion", "Select Spark Version"),
    picklist("selectTable", "Select Table", catalog, schema),
    picklist("selectVolume", "Select Volume", catalog, schema),
    picklist("selectWarehouse", "Select SQL Warehouse"),
  ];
};
