/** The component, which the bundle exports. */
import * as actions from "./actions";
import { connections } from "./connections";
import { databricksComponent } from "./databricksComponent";
import * as dataSources from "./dataSources";
import * as triggers from "./triggers";

export default databricksComponent({ actions, connections, dataSources, triggers });
