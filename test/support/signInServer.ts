/** A workspace out of a script that a service principal signs in to. */
import type { Connection } from "@prismatic-io/spectral";
import { type Arrival, type Step, useScriptedServer } from "./scriptedServer";

/** Who signs in. */
export const clientId = "5b6a1f0e-7c3d-4f21-9a0e-2d8c4b7f6e15";
export const clientSecret = "an-opaque-secret-of-the-principal";

const isSignIn = ({ url }: Arrival): boolean => url === "/oidc/v1/token";

/** What the sign-in answers: tokens that look like nothing that is known to be secret. */
export const tokenNumber = (number: number, more: object = {}): Step => ({
  body: {
    access_token: `opaque-token-number-${number}-of-it`,
    token_type: "Bearer",
    expires_in: 3600,
    ...more,
  },
});

/** Lets virtual time pass. */
export const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Gives every test of a file such a workspace, in virtual time. */
export const useSignInServer = () => {
  const { server, time } = useScriptedServer();
  return {
    server,
    time,
    /** A connection to it. */
    connection: (fields: Record<string, unknown> = {}): Connection => ({
      key: "servicePrincipal",
      configVarKey: "Databricks Connection",
      fields: { host: server.url, clientId, clientSecret, ...fields },
    }),
    /** Scripts the sign-in, one step after the other and the last one for ever, beside what the API answers. */
    answer: (signIns: Step[], api: (call: Arrival) => Step = () => ({ body: {} })): void => {
      server.script((arrival) => {
        if (!isSignIn(arrival)) return api(arrival);
        return (signIns.length > 1 ? signIns.shift() : signIns[0]) ?? "dropBefore";
      });
    },
    signIns: (): Arrival[] => server.arrivals.filter(isSignIn),
    /** The requests to the API. */
    calls: (): Arrival[] => server.arrivals.filter((arrival) => !isSignIn(arrival)),
    /** A request that is given up closes its connection, which the server learns a little later. */
    untilClosed: async (): Promise<void> => {
      while ((await server.connections()) > 0) await new Promise(setImmediate);
    },
  };
};
