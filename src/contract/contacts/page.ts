// Pages: one attempt to reach one person over one channel, and the receipts it leaves.
import { type OutputOf, operation } from "../operation.ts";
import {
  type Infer,
  integer,
  list,
  matching,
  required,
  string,
  structure,
  timestamp,
  words,
} from "../shape.ts";
import { contactType } from "./contact.ts";
import { engaged, message } from "./engagement.ts";
import { always, dataEncryption, resourceNotFound } from "./errors.ts";
import { contactsArn, nextToken, paging, rpc } from "./vocabulary.ts";

const PageId = required(contactsArn);
const receiptInfo = string({ min: 1, max: 2048, ...matching(String.raw`^[.\s\S]*$`) });

/** When a page went out, arrived and was read. */
const progress = { SentTime: timestamp(), DeliveryTime: timestamp(), ReadTime: timestamp() } as const;

const page = structure("Page", { PageArn: required(contactsArn), ...engaged, ...progress });
export type Page = Infer<typeof page>;

export const acceptPage = operation({
  name: "AcceptPage",
  http: rpc,
  input: structure("AcceptPageRequest", {
    PageId,
    AcceptType: required(words("DELIVERED", "READ")),
    AcceptCode: required(string({ min: 6, max: 10, ...matching("^[0-9]*$"), sensitive: true })),
    AcceptCodeValidation: words("IGNORE", "ENFORCE"),
    ContactChannelId: contactsArn,
    Note: receiptInfo,
  }),
  output: structure("AcceptPageResult", {}),
  errors: [...always, resourceNotFound],
});

export const describePage = operation({
  name: "DescribePage",
  http: rpc,
  input: structure("DescribePageRequest", { PageId }),
  output: structure("DescribePageResult", {
    PageArn: required(contactsArn),
    EngagementArn: required(contactsArn),
    ContactArn: required(contactsArn),
    ...message,
    ...progress,
  }),
  errors: [...always, dataEncryption, resourceNotFound],
});
export type PageDetails = OutputOf<typeof describePage>;

const receipt = structure("Receipt", {
  ReceiptType: required(words("DELIVERED", "ERROR", "READ", "SENT", "STOP")),
  ReceiptTime: required(timestamp()),
  ReceiptInfo: receiptInfo,
  ContactChannelArn: contactsArn,
});
export type Receipt = Infer<typeof receipt>;

export const listPageReceipts = operation({
  name: "ListPageReceipts",
  http: rpc,
  input: structure("ListPageReceiptsRequest", { PageId, ...paging }),
  output: structure("ListPageReceiptsResult", { Receipts: list(receipt), NextToken: nextToken }),
  errors: [...always, resourceNotFound],
  paginated: { token: "NextToken", limit: "MaxResults", items: "Receipts" },
});

const resolutionContact = structure("ResolutionContact", {
  ContactArn: required(contactsArn),
  Type: required(contactType),
  StageIndex: integer({ min: 0, max: 100 }),
});
export type ResolutionContact = Infer<typeof resolutionContact>;

export const listPageResolutions = operation({
  name: "ListPageResolutions",
  http: rpc,
  input: structure("ListPageResolutionsRequest", { PageId, NextToken: nextToken }),
  output: structure("ListPageResolutionsResult", {
    PageResolutions: required(list(resolutionContact)),
    NextToken: nextToken,
  }),
  errors: [...always, resourceNotFound],
  paginated: { token: "NextToken", items: "PageResolutions" },
});

export const listPagesByContact = operation({
  name: "ListPagesByContact",
  http: rpc,
  input: structure("ListPagesByContactRequest", { ContactId: required(contactsArn), ...paging }),
  output: structure("ListPagesByContactResult", { Pages: required(list(page)), NextToken: nextToken }),
  errors: [...always, resourceNotFound],
  paginated: { token: "NextToken", limit: "MaxResults", items: "Pages" },
});

export const listPagesByEngagement = operation({
  name: "ListPagesByEngagement",
  http: rpc,
  input: structure("ListPagesByEngagementRequest", { EngagementId: required(contactsArn), ...paging }),
  output: structure("ListPagesByEngagementResult", { Pages: required(list(page)), NextToken: nextToken }),
  errors: [...always, resourceNotFound],
  paginated: { token: "NextToken", limit: "MaxResults", items: "Pages" },
});
