/** Every action, by service. A new action is its own file and a line in its folder's index. */
export * from "./clusters";
export * from "./commands";
export * from "./jobs";
export * from "./mlflow";
export * from "./raw";
export * from "./registeredModels";
export * from "./serving";
export * from "./sql";
export * from "./users";
export * from "./warehouses";
