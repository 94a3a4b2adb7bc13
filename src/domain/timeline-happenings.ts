// What the service itself tells in an incident's timeline. The names and the shapes of the data were observed at AWS.
import type { RelatedItemsUpdate } from "../contract/incidents/related-item.ts";
import type { Happening } from "./timeline.ts";

export const incidentTriggered = (data: {
  /** False for a trigger that was folded into an incident already open. */
  readonly createdIncident: boolean;
  readonly incidentSource: string;
  readonly triggerArn?: string | undefined;
  readonly rawData?: string | undefined;
  /** How many more came since the last one that the timeline tells. Tocsin's own. */
  readonly untold?: number | undefined;
}): Happening => ({ type: "SSM Incident Trigger", data });

/** The source of an alert says that the trouble is over. The type is Tocsin's, as are those of the next two. */
export const triggerOver = (data: {
  readonly incidentSource: string;
  readonly triggerArn?: string | undefined;
  readonly alertTitle: string;
  /** How many other alerts of this incident are not over. */
  readonly stillFiring: number;
  readonly untold?: number | undefined;
}): Happening => ({ type: "SSM Incident Trigger Over", data });

export const firedAgain = (data: {
  /** ARN */
  readonly earlierIncident: string;
  readonly earlierTitle: string;
}): Happening => ({ type: "SSM Incident Trigger After Resolution", data });

export const firedThroughMaintenance = (data: {
  /** The name of the window. */
  readonly maintenanceWindow: string;
}): Happening => ({ type: "SSM Incident Trigger After Maintenance", data });

/** Whom an incident engages. */
interface Engaged {
  readonly contactArn: string;
  readonly contactName: string;
}

export const incidentStarted = (data: {
  readonly incidentTitle: string;
  readonly contactsEngage: readonly Engaged[];
  readonly ssmDocumentName?: string | undefined;
  readonly ssmDocumentVersion?: string | undefined;
  readonly triggerArn?: string | undefined;
}): Happening => ({ type: "SSM Incident Start", data });

/** Somebody whom the response plan names could not be engaged. The type is Tocsin's: AWS's is not known. */
export const engagementFailed = (data: {
  readonly contactArn: string;
  readonly reason: string;
}): Happening => ({ type: "SSM Contacts Engagement Failure for Incident", data });

export interface ModifiedAttribute {
  /** As in the API: `status`, `relatedItems`. */
  readonly attributeName: string;
  /** Always text; what is not text is JSON within the JSON. */
  readonly newValue: string;
}

export const recordUpdated = (data: {
  /** The ARN of who did it. */
  readonly modifiedBy: string;
  readonly modifiedAttributes: readonly ModifiedAttribute[];
  readonly incidentTitle: string;
}): Happening => ({ type: "SSM Incident Record Update", data });

/** The change of the related items, as the call gave it; but for an id, which callers cannot give. */
export const relatedItemsModified = ({ itemToAdd, itemToRemove }: RelatedItemsUpdate): ModifiedAttribute => ({
  attributeName: "relatedItems",
  newValue: JSON.stringify(
    itemToAdd === undefined
      ? { itemToRemove }
      : { itemToAdd: { identifier: itemToAdd.identifier, title: itemToAdd.title } },
  ),
});
