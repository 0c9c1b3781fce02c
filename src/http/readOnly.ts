/** Refuses what may change something, while the connection only reads: before anything is sent. */
import type { Failure } from "./errors";
import { switchLabels } from "./switchLabels";

/** The error code of such a refusal. */
export const readOnlyCode = "READ_ONLY";

/** The parts of a request that show whether it may change something. */
export interface RequestEffect {
  method: string;
  /** Where it goes. */
  target: URL;
  headerNames: readonly string[];
  /** Whether its caller knows that it only reads, whatever its method is. */
  reads?: boolean;
  /** What may change something, in words, if its caller knows that. */
  mayChange?: string;
}

/** What stands for another method than that of the request, for servers that follow it. */
const overridesMethod = /^(?:x-(?:http-)?method(?:-override)?|_method|\$httpmethod)$/i;

/** The path of a web server on a cluster, which may do anything on a GET, too. */
const ofCluster = /^\/+driver-proxy(?:-api)?(?:\/|$)/i;

/** How often a chain of servers might decode a path. */
const maxDecodings = 5;

/** A path as a server may read it in the end: any of its letters, slashes and dots may be encoded, even repeatedly. */
const resolvedPath = ({ pathname }: URL, decodings = maxDecodings): string => {
  const decoded = pathname.replace(/%([2-7][0-9a-f])/gi, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  // What follows a semicolon may be removed before the dots are read.
  const url = new URL("https://host");
  url.pathname = decoded.replace(/;[^/\\]*/g, "");
  return url.pathname === pathname || decodings === 0 ? pathname : resolvedPath(url, decodings - 1);
};

/** Why a request may change something, in words; undefined if it only reads. */
export const changeOf = ({
  method,
  target,
  headerNames,
  reads,
  mayChange,
}: RequestEffect): string | undefined => {
  if (reads) return undefined;
  if (mayChange !== undefined) return mayChange;
  if (!/^(?:GET|HEAD)$/.test(method)) return `a ${method} may change something`;
  const override = [...headerNames, ...target.searchParams.keys()].find((name) => overridesMethod.test(name));
  if (override !== undefined) return `${override} may stand for another method`;
  return ofCluster.test(resolvedPath(target)) ? "a web server on a cluster may do anything" : undefined;
};

/** The failure of what is not done since the connection only reads. @param reason why it may change something */
export const readOnlyFailure = (operation: string, reason: string): Failure => ({
  operation,
  message: `${switchLabels.readOnly} is on in the connection, and ${reason}. Nothing was sent.`,
  errorCode: readOnlyCode,
  notSent: true,
});

/** The failure of a request that a connection that only reads does not send; undefined if it does. */
export const refuseChange = (operation: string, effect: RequestEffect): Failure | undefined => {
  const reason = changeOf(effect);
  return reason === undefined ? undefined : readOnlyFailure(operation, reason);
};
