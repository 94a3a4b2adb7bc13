// Activation: a channel is used only after its owner has typed in the code that was sent there.
import { operation } from "../operation.ts";
import { matching, required, string, structure } from "../shape.ts";
import { always, dataEncryption, resourceNotFound, serviceQuotaExceeded } from "./errors.ts";
import { contactsArn, rpc } from "./vocabulary.ts";

const ContactChannelId = required(contactsArn);
const activationCode = string({ min: 6, max: 10, ...matching("^[0-9]*$"), sensitive: true });

export const sendActivationCode = operation({
  name: "SendActivationCode",
  http: rpc,
  input: structure("SendActivationCodeRequest", { ContactChannelId }),
  output: structure("SendActivationCodeResult", {}),
  errors: [...always, dataEncryption, resourceNotFound, serviceQuotaExceeded],
});

export const activateContactChannel = operation({
  name: "ActivateContactChannel",
  http: rpc,
  input: structure("ActivateContactChannelRequest", {
    ContactChannelId,
    ActivationCode: required(activationCode),
  }),
  output: structure("ActivateContactChannelResult", {}),
  errors: [...always, resourceNotFound],
});

export const deactivateContactChannel = operation({
  name: "DeactivateContactChannel",
  http: rpc,
  input: structure("DeactivateContactChannelRequest", { ContactChannelId }),
  output: structure("DeactivateContactChannelResult", {}),
  errors: [...always, resourceNotFound],
});
