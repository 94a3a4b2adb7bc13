// The ARNs of ssm-contacts: all of them carry the Region in which the thing was made. Source: the CLI's examples.
import type { Caller } from "../../contract/call.ts";

type Home = Pick<Caller, "account" | "region">;

const arnOf = ({ account, region }: Home, resource: string): string =>
  `arn:aws:ssm-contacts:${region}:${account}:${resource}`;

export const contactArn = (home: Home, alias: string): string => arnOf(home, `contact/${alias}`);
export const rotationArn = (home: Home, id: string): string => arnOf(home, `rotation/${id}`);

/** The parts of a contact carry its alias, its Region and its account. */
const partOf = (contact: string, kind: string, id: string): string =>
  `${contact.replace(":contact/", `:${kind}/`)}/${id}`;

export const channelArn = (contact: string, id: string): string => partOf(contact, "contact-channel", id);
export const engagementArn = (contact: string, id: string): string => partOf(contact, "engagement", id);
/** @param contact the person who is paged */
export const pageArn = (contact: string, id: string): string => partOf(contact, "page", id);

/** Twelve digits. @param arn one that Tocsin made */
export const accountOf = (arn: string): string => arn.split(":")[4] ?? "";

type Part = "contact-channel" | "engagement" | "page";

/** What an ARN of this service names. */
export type Named =
  | { readonly kind: "contact"; readonly account: string; readonly region: string; readonly alias: string }
  | {
      readonly kind: Part;
      readonly account: string;
      readonly region: string;
      readonly alias: string;
      readonly id: string;
    }
  | { readonly kind: "rotation"; readonly account: string; readonly region: string; readonly id: string };

/** None of these can backtrack, and the contract allows 2,048 characters. */
const anyArn = /^arn:aws:ssm-contacts:([a-z0-9-]{1,32}):(\d{12}):(.+)$/;
const contact = /^contact\/([a-z0-9_-]{1,255})$/;
const part = /^(contact-channel|engagement|page)\/([a-z0-9_-]{1,255})\/([0-9a-f-]{36})$/;
const rotation = /^rotation\/([0-9a-f-]{36})$/;

/** Undefined for any other text. */
export function parseContactsArn(arn: string): Named | undefined {
  const [, region = "", account = "", resource = ""] = anyArn.exec(arn) ?? [];
  const [, alias] = contact.exec(resource) ?? [];
  if (alias !== undefined) return { kind: "contact", account, region, alias };
  const [, kind, owner = "", id = ""] = part.exec(resource) ?? [];
  if (kind !== undefined) return { kind: kind as Part, account, region, alias: owner, id };
  const [, rotationId] = rotation.exec(resource) ?? [];
  return rotationId === undefined ? undefined : { kind: "rotation", account, region, id: rotationId };
}
