// Tocsin's own API, for what AWS has elsewhere or not at all. The command line speaks it.
import { type ServiceContract, byName } from "../operation.ts";
import * as accessKeys from "./access-key.ts";
import * as alertSettings from "./alert-settings.ts";
import { listAlerts } from "./alert.ts";
import * as errors from "./errors.ts";
import * as eventWebhooks from "./event-webhook.ts";
import * as intakeKeys from "./intake-key.ts";
import { deleteHeartbeat, listHeartbeats, putHeartbeat } from "./heartbeat.ts";
import * as maintenanceWindows from "./maintenance-window.ts";
import { listOutbox } from "./outbox.ts";
import { checkReachability, sendTestPage } from "./reachability.ts";
import * as secrets from "./secret.ts";
import * as topics from "./topic.ts";
import { tryAlert } from "./try-alert.ts";

export const tocsin = {
  signingName: "tocsin",
  protocol: "restJson1",
  errorText: "message",
  operations: byName([
    accessKeys.createAccessKey,
    accessKeys.listAccessKeys,
    accessKeys.revokeAccessKey,
    intakeKeys.createIntakeKey,
    intakeKeys.listIntakeKeys,
    intakeKeys.revokeIntakeKey,
    listOutbox,
    listAlerts,
    putHeartbeat,
    listHeartbeats,
    deleteHeartbeat,
    alertSettings.putAlertSettings,
    alertSettings.getAlertSettings,
    tryAlert,
    maintenanceWindows.putMaintenanceWindow,
    maintenanceWindows.listMaintenanceWindows,
    maintenanceWindows.endMaintenanceWindow,
    maintenanceWindows.deleteMaintenanceWindow,
    checkReachability,
    sendTestPage,
    secrets.putSecret,
    secrets.listSecrets,
    secrets.deleteSecret,
    topics.bindTopic,
    topics.listTopicBindings,
    topics.unbindTopic,
    topics.testTopic,
    eventWebhooks.createEventWebhook,
    eventWebhooks.listEventWebhooks,
    eventWebhooks.deleteEventWebhook,
  ]),
  errors: byName([
    errors.accessDenied,
    errors.internalServer,
    errors.resourceNotFound,
    errors.throttling,
    errors.validation,
  ]),
} satisfies ServiceContract;
