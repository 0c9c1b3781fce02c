import { component } from "@prismatic-io/spectral";
import manifest from "../package.json";
import * as actions from "./actions";
import { connections } from "./connections";
import * as dataSources from "./dataSources";
import { guardedComponent } from "./guardedComponent";
import { toError } from "./http/errors";
import * as triggers from "./triggers";

export default guardedComponent(
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
    actions,
    connections,
    dataSources,
    triggers,
    hooks: { error: toError },
  }),
);
