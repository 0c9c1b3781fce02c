/** Runs the previews of actions as the designer does: spectral's harness knows only whole runs. */
import { component, type LogLine, recordingLogger, subjectOf, tokenConnection } from "./component";
import type { TestWorkspace } from "./workspace";

type Preview = (context: object, parameters: object) => Promise<{ data: unknown }>;

/** Every action that has a preview. */
export const previewed = Object.values(component.actions).filter(({ examplePerform }) => examplePerform);

/** Runs the preview of an action in a workspace, with the defaults of its inputs. Throws where there is none. */
export const previewIn = async (
  workspace: TestWorkspace,
  key: string,
  parameters: Record<string, unknown>,
  lines: LogLine[] = [],
): Promise<unknown> => {
  const preview = component.actions[key]?.examplePerform as Preview | undefined;
  if (!preview) throw new Error(`${key} has no preview`);
  const defaults = subjectOf(key).inputs.map(({ key: name, default: value }) => [name, value ?? ""]);
  const given = { ...Object.fromEntries(defaults), connection: tokenConnection(workspace), ...parameters };
  return (await preview({ logger: recordingLogger(lines) }, given)).data;
};
