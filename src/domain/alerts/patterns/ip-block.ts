// `{"cidr": "10.0.0.0/24"}`: the addresses of a block, IPv4 or IPv6.
import { BlockList, isIP } from "node:net";
import { type Place, wrong } from "./place.ts";

export function readBlock(value: unknown, place: Place): (text: string) => boolean {
  const block = typeof value === "string" ? blockOf(value) : undefined;
  if (block === undefined)
    return wrong(place, "must be a block of addresses such as 10.0.0.0/24 or 2001:db8::/32", () => false);
  const { blocks, version } = block;
  return (text) => isIP(text) === version && blocks.check(text, familyOf(version));
}

function blockOf(text: string): { readonly blocks: BlockList; readonly version: number } | undefined {
  const [address = "", bits = "", ...others] = text.split("/");
  // A zone (`fe80::1%eth0`) is no part of an address here.
  const version = address.includes("%") ? 0 : isIP(address);
  const known = version !== 0 && others.length === 0 && /^\d{1,3}$/.test(bits);
  if (!known || Number(bits) > (version === 4 ? 32 : 128)) return undefined;
  const blocks = new BlockList();
  blocks.addSubnet(address, Number(bits), familyOf(version));
  return { blocks, version };
}

const familyOf = (version: number): "ipv4" | "ipv6" => (version === 4 ? "ipv4" : "ipv6");
