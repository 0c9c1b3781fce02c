/**
 * Addresses that requests must not use: the machine that the integration runs on, and what its cloud serves only to it.
 */
import dns from "node:dns";
import { BlockList, isIP, isIPv6 } from "node:net";

type Subnet = readonly [network: string, prefix: number];

const loopbackSubnets: readonly Subnet[] = [
  ["127.0.0.0", 8],
  // "This network": a connection to it ends at the machine itself.
  ["0.0.0.0", 8],
];

/** Link-local addresses, and those at which clouds serve credentials and settings to their own machines. */
const linkLocalSubnets: readonly Subnet[] = [
  // AWS, Azure, Google Cloud, Oracle and others; tasks of ECS and pods of EKS, too.
  ["169.254.0.0", 16],
  // Alibaba Cloud, Azure, Oracle Cloud.
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
  ["192.0.0.192", 32],
];

/** The same in IPv6: link-local, AWS, Google Cloud, Oracle Cloud, Scaleway. */
const linkLocalSubnets6: readonly Subnet[] = [
  ["fe80::", 10],
  ["fd00:ec2::", 32],
  ["fd20:ce::", 32],
  ["fd00:c1::", 32],
  ["fd00:42::42", 128],
  // Teredo hides an IPv4 address where no prefix finds it, and has long been given up.
  ["2001::", 32],
];

const hexPair = (high = "0", low = "0"): string => ((Number(high) << 8) | Number(low)).toString(16);

/** The subnets of IPv6 that map to IPv4; a block list already handles mapped addresses (`::ffff:a.b.c.d`). */
const embeddedSubnets = ([network, prefix]: Subnet): Subnet[] => {
  const [a, b, c, d] = network.split(".");
  return [
    [`::${network}`, 96 + prefix],
    [`::ffff:0:${network}`, 96 + prefix],
    // NAT64: the well-known prefix, and the local one in both of its lengths.
    [`64:ff9b::${network}`, 96 + prefix],
    [`64:ff9b:1::${network}`, 96 + prefix],
    // The local prefix of 48 bits leaves eight bits free between the halves of the address (RFC 6052).
    [
      `64:ff9b:1:${hexPair(a, b)}:${hexPair("0", c)}:${hexPair(d, "0")}::`,
      48 + prefix + (prefix > 16 ? 8 : 0),
    ],
    // 6to4.
    [`2002:${hexPair(a, b)}:${hexPair(c, d)}::`, 16 + prefix],
  ];
};

const blockList = (subnets: readonly Subnet[], subnets6: readonly Subnet[]): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix);
  for (const [network, prefix] of subnets6) list.addSubnet(network, prefix, "ipv6");
  return list;
};

const loopback = blockList(loopbackSubnets, [
  ["::1", 128],
  ["::", 128],
]);

const linkLocal = blockList(linkLocalSubnets, [
  ...linkLocalSubnets6,
  ...[...loopbackSubnets, ...linkLocalSubnets].flatMap(embeddedSubnets),
]);

/** Names under which clouds serve the same; elsewhere they need not resolve. */
const metadataNames =
  /^(?:(?:.+\.)?metadata\.google\.internal|metadata(?:\.goog|\.azure\.internal|\.tencentyun\.com)?|instance-data(?:\.ec2\.internal)?)$/;

const includesAddress = (list: BlockList, address: string): boolean =>
  isIP(address) !== 0 && list.check(address, isIPv6(address) ? "ipv6" : "ipv4");

/** A host name as `URL` or a resolver gives it, without brackets, without the dots of its root and without a zone. */
const normalizeHost = (hostname: string): string => {
  const [host = ""] = hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, "$1")
    .split("%", 1);
  let end = host.length;
  while (host[end - 1] === ".") end -= 1;
  return host.slice(0, end);
};

/**
 * Whether a host is the machine itself.
 * @param hostname a name or an address; IPv6 with or without brackets
 */
export const isLoopback = (hostname: string): boolean => {
  const host = normalizeHost(hostname);
  return host === "localhost" || host.endsWith(".localhost") || includesAddress(loopback, host);
};

/**
 * Whether a host is link-local or serves a cloud's machines alone, such as its metadata, or is mapped to such an
 * address or to loopback (NAT64, 6to4 and the like).
 */
export const isLinkLocal = (hostname: string): boolean => {
  const host = normalizeHost(hostname);
  return !isLoopback(host) && (metadataNames.test(host) || includesAddress(linkLocal, host));
};

/** Whether a host is the machine itself, or what only it can reach, such as its cloud's metadata. */
export const isLoopbackOrLinkLocal = (hostname: string): boolean =>
  isLoopback(hostname) || isLinkLocal(hostname);

/**
 * Whether a request may be sent to an address, as far as its text shows. Loopback is allowed only if the workspace is
 * there.
 * @param baseUrl the workspace
 */
export const isAllowedAddress = ({ hostname }: URL, baseUrl: string): boolean =>
  !isLinkLocal(hostname) && (!isLoopback(hostname) || isLoopback(new URL(baseUrl).hostname));

/**
 * Whether a file may be downloaded from an address in a response: over https, or from loopback if the workspace is
 * there.
 * @param baseUrl the workspace
 */
export const isAllowedDownload = (url: URL, baseUrl: string): boolean =>
  isAllowedAddress(url, baseUrl) &&
  (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname)));

/** The error of a request whose address is not allowed. */
export class ForbiddenAddressError extends Error {
  override readonly name = "ForbiddenAddressError";
  readonly code = "ERR_FORBIDDEN_ADDRESS";

  constructor(host: string) {
    super(`${host} resolves to an address that is not allowed`);
  }
}

type Family = 4 | 6;

/** Resolves a name, as Node's and axios' requests want it done. */
type Lookup = (
  hostname: string,
  options: { all?: boolean },
  callback: (
    error: Error | null,
    found: string | { address: string; family: Family }[],
    family?: Family,
  ) => void,
) => void;

const familyOf = (address: string): Family => (isIPv6(address) ? 6 : 4);

const lookupThatRefuses =
  (isRefused: (address: string) => boolean): Lookup =>
  (hostname, options, callback) => {
    dns.lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, "");
      // One forbidden address among several is enough, whichever of them would be used.
      if (!isLoopback(hostname) && found.some(({ address }) => isRefused(address))) {
        return callback(new ForbiddenAddressError(hostname), "");
      }
      if (options.all)
        return callback(
          null,
          found.map(({ address }) => ({ address, family: familyOf(address) })),
        );
      const address = found[0]?.address ?? "";
      return callback(null, address, familyOf(address));
    });
  };

const lookups = {
  besideLoopback: lookupThatRefuses(isLinkLocal),
  elsewhere: lookupThatRefuses(isLoopbackOrLinkLocal),
};

/**
 * Resolves names for a workspace's requests as `dns.lookup` does, and fails with `ForbiddenAddressError` if a name
 * resolves to a forbidden address. The address that is connected to is the one that was checked, whoever resolves the
 * name and however often it is redirected. The machine's own names stay allowed here: `isAllowedAddress` decides on
 * them.
 * @param baseUrl the workspace
 */
export const lookupFor = (baseUrl: string): Lookup =>
  isLoopback(new URL(baseUrl).hostname) ? lookups.besideLoopback : lookups.elsewhere;

/**
 * Resolves the name at which a tunnel begins. That may be private or the machine itself, since whatever answers there
 * must prove to be the workspace; what only the machine can reach is none.
 */
export const tunnelLookup: Lookup = lookups.besideLoopback;
