// Policies that share a contact and its engagements with other accounts.
import { operation } from "../operation.ts";
import { matching, required, string, structure } from "../shape.ts";
import { always, conflict, resourceNotFound } from "./errors.ts";
import { contactsArn, rpc } from "./vocabulary.ts";

// The official pattern is not anchored: it asks for one visible character, anywhere, and policies span lines.
const policy = string({ min: 1, max: 395_000, ...matching(String.raw`.*\S.*`, /\S/u) });

export const getContactPolicy = operation({
  name: "GetContactPolicy",
  http: rpc,
  input: structure("GetContactPolicyRequest", { ContactArn: required(contactsArn) }),
  output: structure("GetContactPolicyResult", { ContactArn: contactsArn, Policy: policy }),
  errors: [...always, resourceNotFound],
});

export const putContactPolicy = operation({
  name: "PutContactPolicy",
  http: rpc,
  input: structure("PutContactPolicyRequest", {
    ContactArn: required(contactsArn),
    Policy: required(policy),
  }),
  output: structure("PutContactPolicyResult", {}),
  errors: [...always, conflict, resourceNotFound],
});
