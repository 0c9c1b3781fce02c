/** The client with which the tests of grants call a workspace. */
import { workspaceClient } from "../../workspaceClient";

/** Calls a workspace that is started afresh, its clock standing still, for each test of the file. */
export const grantsClient = () => {
  const { call } = workspaceClient();

  return {
    call,
    /** Takes a privilege away. */
    revoke: async (securable: string, id: string | number, privilege: string): Promise<void> => {
      const { status } = await call("POST", "/__workspace/grants", {
        revoke: [{ securable, id, privilege }],
      });
      expect(status).toBe(200);
    },
  };
};
