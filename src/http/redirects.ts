/** Which redirects are followed. */
import { ForbiddenAddressError, isLoopback } from "./addresses";

/**
 * A request that carries the token is never redirected: a workspace redirects to sign-in pages only. Others are
 * followed if that is safe; the caller's headers are sent only to their original host.
 */
export const redirects = (
  method: string,
  carriesToken: boolean,
  headerNames: string[],
  isAllowed: (url: URL) => boolean,
) =>
  carriesToken || !/^(?:GET|HEAD)$/.test(method)
    ? { maxRedirects: 0 }
    : {
        maxRedirects: 5,
        sensitiveHeaders: headerNames,
        beforeRedirect: ({ href }: Record<string, unknown>) => {
          const next = new URL(String(href));
          if (isLoopback(next.hostname) || !isAllowed(next)) throw new ForbiddenAddressError(next.host);
        },
      };
