export { deleteModelAlias } from "./deleteModelAlias";
export { getModelVersion } from "./getModelVersion";
export { getModelVersionByAlias } from "./getModelVersionByAlias";
export { getRegisteredModel } from "./getRegisteredModel";
export { listModelVersions } from "./listModelVersions";
export { listRegisteredModels } from "./listRegisteredModels";
export { setModelAlias } from "./setModelAlias";
