import assert from "node:assert/strict";
import type { User } from "../../src/services/users/users";
import type { Step } from "../guide";

/** Both ways of signing in, and who that is. */
export const whoAmI: Step = {
  title: "Who am I? With a personal access token, then as a service principal",
  run: async (guide) => {
    const user = await guide.call<User>("getCurrentUser");
    assert.equal(user.active, true);
    assert.ok(
      user.emails?.some(({ value }) => value === user.userName),
      "the user's name is not an e-mail address",
    );
    guide.screen.good(`${user.displayName} <${user.userName}>`);

    const principal = await guide.call<User>("getCurrentUser", {}, { asServicePrincipal: true });
    assert.equal(principal.userName, guide.workspace.clientId);
    guide.screen.good(`${principal.displayName}, application id ${principal.userName}`);
  },
};
