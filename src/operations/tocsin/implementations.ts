// Every operation of Tocsin's own API, by its name.
import type { Implementation } from "../../contract/call.ts";
import { getAlertSettings, putAlertSettings } from "./alert-settings.ts";
import { checkReachability } from "./check-reachability.ts";
import { createAccessKey } from "./create-access-key.ts";
import { createIntakeKey } from "./create-intake-key.ts";
import { deleteHeartbeat } from "./delete-heartbeat.ts";
import { deleteSecret } from "./delete-secret.ts";
import type { GivenForTocsin } from "./given.ts";
import { createEventWebhook, deleteEventWebhook, listEventWebhooks } from "./event-webhooks.ts";
import { listAccessKeys } from "./list-access-keys.ts";
import { listAlerts } from "./list-alerts.ts";
import { listHeartbeats } from "./list-heartbeats.ts";
import { listIntakeKeys } from "./list-intake-keys.ts";
import { listOutbox } from "./list-outbox.ts";
import { listSecrets } from "./list-secrets.ts";
import {
  deleteMaintenanceWindow,
  endMaintenanceWindow,
  listMaintenanceWindows,
  putMaintenanceWindow,
} from "./maintenance-windows.ts";
import { putHeartbeat } from "./put-heartbeat.ts";
import { putSecret } from "./put-secret.ts";
import { revokeAccessKey } from "./revoke-access-key.ts";
import { revokeIntakeKey } from "./revoke-intake-key.ts";
import { sendTestPage } from "./send-test-page.ts";
import { bindTopic, listTopicBindings, testTopic, unbindTopic } from "./topics.ts";
import { tryAlert } from "./try-alert.ts";

export const tocsinImplementations = (given: GivenForTocsin): ReadonlyMap<string, Implementation> =>
  new Map(
    [
      createAccessKey,
      listAccessKeys,
      revokeAccessKey,
      createIntakeKey,
      listIntakeKeys,
      revokeIntakeKey,
      listOutbox,
      listAlerts,
      putHeartbeat,
      listHeartbeats,
      deleteHeartbeat,
      putAlertSettings,
      getAlertSettings,
      tryAlert,
      putMaintenanceWindow,
      listMaintenanceWindows,
      endMaintenanceWindow,
      deleteMaintenanceWindow,
      checkReachability,
      sendTestPage,
      putSecret,
      listSecrets,
      deleteSecret,
      bindTopic,
      listTopicBindings,
      unbindTopic,
      testTopic,
      createEventWebhook,
      listEventWebhooks,
      deleteEventWebhook,
    ]
      .map((build) => build(given))
      .map((it) => [it.operation.name, it]),
  );
