/** The input of data sources of a registered model. Its key is that of the actions' input, which fills it. */
import { modelFullName } from "../inputs/registeredModels/modelInputs";

const { dataSource: _ofActions, ...ownModel } = modelFullName;

/** The model whose versions or aliases are offered. */
export const modelOfChoices = { modelFullName: ownModel };
