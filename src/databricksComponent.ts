/** The component out of its parts, of which tests load only those that they run. */
import { component } from "@prismatic-io/spectral";
import manifest from "../package.json";
import { guardedComponent } from "./guardedComponent";
import { toError } from "./http/errors";

type Parts = Pick<Parameters<typeof component>[0], "actions" | "connections" | "dataSources" | "triggers">;

/** Makes the component as the platform knows it. */
export const databricksComponent = (parts: Parts): ReturnType<typeof guardedComponent> =>
  guardedComponent(
    component({
      key: "databricks",
      public: false,
      display: {
        label: "Databricks",
        description:
          "Manage compute, workflow jobs, ML models, SQL queries and more within a Databricks workspace.",
        iconPath: "icon.png",
        category: "Data Platforms",
      },
      // The documentation's address has one place; empty, there is none.
      ...(manifest.homepage !== "" && { documentationUrl: manifest.homepage }),
      ...parts,
      hooks: { error: toError },
    }),
  );
