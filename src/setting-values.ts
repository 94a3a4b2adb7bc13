// What the text of a setting can mean. Each reads a text, and answers undefined for one that is not of its kind.
import { isIP } from "node:net";

export const integerBetween =
  (min: number, max: number) =>
  (text: string): number | undefined => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };

export const matching =
  (pattern: RegExp) =>
  (text: string): string | undefined =>
    pattern.test(text) ? text : undefined;

export const oneOf =
  <const Word extends string>(...words: readonly Word[]) =>
  (text: string): Word | undefined =>
    words.find((word) => word === text);

const hostname = /^(?!-)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){0,10}$/;

export const host = (text: string): string | undefined =>
  isIP(text) !== 0 || hostname.test(text) ? text : undefined;

export const databaseUrl = (text: string): string | undefined => {
  if (text === "sqlite::memory:") return text;
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text) ? text : undefined;
};

/** Comma-separated, each once, white space around them does not count; undefined when one of them is not as it should be. */
export const listOf =
  <Item>(parse: (text: string) => Item | undefined) =>
  (text: string): readonly Item[] | undefined => {
    const words = [...new Set(text.split(",").map((word) => word.trim().toLowerCase()))];
    const items = words.flatMap((word) => parse(word) ?? []);
    return items.length === words.length ? items : undefined;
  };

/** A host, or all hosts below one: `*.example.com`. */
export const hostPattern = (text: string): string | undefined =>
  host(text.startsWith("*.") ? text.slice(2) : text) === undefined ? undefined : text;

/** @returns without a slash at the end */
export function webAddress(text: string): string | undefined {
  const url = /^https?:\/\/[!-~]+$/i.test(text) ? URL.parse(text) : null;
  if (url === null || url.username !== "" || url.password !== "" || /[?#]/.test(text)) return undefined;
  return url.href.replace(/\/+$/, "");
}

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  readonly tls: boolean;
  readonly login: { readonly user: string; readonly password: string } | undefined;
}

/** `smtp://` or `smtps://`, percent-encoded where needed. Ports are 587 and 465 when not said. */
export function smtpServer(text: string): SmtpServer | undefined {
  const url = /^smtps?:\/\/[!-~]+$/.test(text) ? URL.parse(text) : null;
  if (url === null || url.hostname === "" || !/^\/?$/.test(url.pathname) || /[?#]/.test(text))
    return undefined;
  if ((url.username === "") !== (url.password === "")) return undefined;
  const tls = url.protocol === "smtps:";
  const named = host(url.hostname.replace(/^\[(.*)\]$/, "$1"));
  const login = loginOf(url);
  if (named === undefined || login === "unreadable" || url.port === "0") return undefined;
  return { host: named, port: Number(url.port || (tls ? 465 : 587)), tls, login };
}

function loginOf({ username, password }: URL): SmtpServer["login"] | "unreadable" {
  if (username === "") return undefined;
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return "unreadable";
  }
}

export interface MailAddress {
  readonly name: string | undefined;
  readonly address: string;
}

const bareAddress = /^[^\s@<>()[\]\\,;:"]{1,64}@([A-Za-z0-9.-]{1,253})$/;
const namedAddress = /^"?([^"<>\p{Cc}]{1,100}?)"? <([^<>]{3,320})>$/u;

/** `pager@example.com` or `Tocsin <pager@example.com>`. */
export function mailAddress(text: string): MailAddress | undefined {
  const [, name, inside = text] = namedAddress.exec(text) ?? [];
  const [address, domain = ""] = bareAddress.exec(inside) ?? [];
  return address === undefined || host(domain) === undefined ? undefined : { name, address };
}
