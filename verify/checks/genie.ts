/** Genie spaces, and questions that are not there. */
import type { Check } from "../check";
import { agree, NotTried } from "../outcomes";
import { refusedWith } from "./refusals";

const page = "https://docs.databricks.com/api/workspace/genie";

interface Space {
  space_id: string;
}

export const genieChecks: readonly Check[] = [
  {
    id: "genie.lists",
    title: "Genie spaces are listed and offered",
    tries: "List Genie Spaces, Select Genie Space",
    source: page,
    covers: ["listGenieSpaces", "selectGenieSpace"],
    run: async (context) => {
      const listed = await context.call<Space[]>("listGenieSpaces");
      const offered = await context.call<object[]>("selectGenieSpace");
      agree(listed.length === offered.length, `${listed.length} listed, ${offered.length} offered`);
      return `${listed.length} spaces`;
    },
  },
  {
    id: "genie.error.message",
    title: "An unknown conversation of a space is refused with 404",
    tries: "get of a message, and a question in a conversation that is not there",
    source: page,
    covers: ["getGenieMessage"],
    run: async (context) => {
      const [space] = await context.call<Space[]>("listGenieSpaces");
      if (!space) throw new NotTried("the workspace has no Genie space");
      const ids = { genieSpaceId: space.space_id, conversationId: "0".repeat(32), messageId: "0".repeat(32) };
      const conversation = `/api/2.0/genie/spaces/${space.space_id}/conversations/${ids.conversationId}`;
      const got = await context.request("GET", `${conversation}/messages/${ids.messageId}`);
      const asked = await context.request("POST", `${conversation}/messages`, { body: { content: "x" } });
      const { status } = await context.refusal("getGenieMessage", ids);
      agree(status === got.status, `the action was refused with ${status}`);
      return `get: ${refusedWith(got, [404])}; question: ${refusedWith(asked, [404])}`;
    },
  },
];
