/** What several checks share: the schema with its volume, and the workspace folder. */
import { type CheckContext, quoted } from "./context";
import { folderKind, marker, schemaKind, volumeKind } from "./kinds";

/** Makes the schema and the volume of the run, unless they are there. @throws as a statement does */
export const prepareSchema = (context: CheckContext): Promise<void> =>
  context.fixture("the schema", async () => {
    const { catalog, name } = context;
    const schema = `${quoted(catalog)}.${quoted(name)}`;
    context.willMake(schemaKind, name);
    await context.rows(`CREATE SCHEMA ${schema} COMMENT '${marker}'`);
    context.willMake(volumeKind, name);
    await context.rows(`CREATE VOLUME ${schema}.${quoted(name)} COMMENT '${marker}'`);
  });

/** Makes the folder of the run in the workspace, unless it is there. */
export const prepareFolder = (context: CheckContext): Promise<void> =>
  context.fixture("the workspace folder", async () => {
    context.willMake(folderKind, context.name);
    await context.ask("POST", "/api/2.0/workspace/mkdirs", { body: { path: context.folder } });
  });
