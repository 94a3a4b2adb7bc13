// A page and its receipts as callers of the API see them.
import type {
  Page as Listed,
  PageDetails,
  Receipt,
  ResolutionContact,
} from "../../contract/contacts/page.ts";
import type { Resolution } from "../engagement/page.ts";
import type { Receipt as KeptReceipt } from "../engagement/receipt.ts";
import type { Text } from "../engagement/sending.ts";
import { shownText } from "./engagement.ts";

export interface KeptPage {
  readonly arn: string;
  readonly engagementArn: string;
  /** The person. */
  readonly contactArn: string;
  readonly channelArn: string;
  readonly sender: string;
  readonly incident?: string | undefined;
  /** Epoch milliseconds, as all times here. */
  readonly created: number;
  /** Of the first receipt of its kind. */
  readonly sentTime?: number | undefined;
  readonly deliveryTime?: number | undefined;
  readonly readTime?: number | undefined;
}

export const listedPage = (it: KeptPage): Listed => ({
  PageArn: it.arn,
  EngagementArn: it.engagementArn,
  ContactArn: it.contactArn,
  Sender: it.sender,
  IncidentId: it.incident,
  SentTime: time(it.sentTime),
  DeliveryTime: time(it.deliveryTime),
  ReadTime: time(it.readTime),
});

export const shownPage = (it: KeptPage, text: Text): PageDetails => ({
  ...listedPage(it),
  ...shownText(text),
});

export const shownReceipt = ({ type, at, info }: KeptReceipt, channelArn: string): Receipt => ({
  ReceiptType: type,
  ReceiptTime: new Date(at),
  ReceiptInfo: info === "" ? undefined : info,
  ContactChannelArn: channelArn,
});

export const shownResolution = ({ contact, type, stage }: Resolution): ResolutionContact => ({
  ContactArn: contact,
  Type: type,
  StageIndex: stage,
});

const time = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));
