/** Which redirects are followed. */
import { ForbiddenAddressError, isLoopback } from "./addresses";

/**
 * How redirects of a request are handled: they are followed if that is safe; the caller's headers are sent only to their original host.
 * @param mayFollow not where a request carries the token, since a workspace redirects to sign-in pages only, or where it
 * goes through the workspace's tunnel, which leads nowhere else
 */
export const redirects = (
  method: string,
  mayFollow: boolean,
  headerNames: string[],
  isAllowed: (url: URL) => boolean,
) =>
  !mayFollow || !/^(?:GET|HEAD)$/.test(method)
    ? { maxRedirects: 0 }
    : {
        maxRedirects: 5,
        sensitiveHeaders: headerNames,
        beforeRedirect: ({ href }: Record<string, unknown>) => {
          const next = new URL(String(href));
          if (isLoopback(next.hostname) || !isAllowed(next)) throw new ForbiddenAddressError(next.host);
        },
      };
