// A response plan as it is kept and shown: what was not given, or was taken away, is absent; order is kept.
import type { NotificationTargets } from "../contract/incidents/notification.ts";
import type {
  ResponsePlan as Shown,
  updateResponsePlan as updateOperation,
} from "../contract/incidents/response-plan.ts";
import type { Action } from "../contract/incidents/runbook.ts";
import type { InputOf } from "../contract/operation.ts";

/** All but what its key tells. */
export type ResponsePlan = Omit<Shown, "arn" | "name">;
type IncidentTemplate = ResponsePlan["incidentTemplate"];

type Update = InputOf<typeof updateOperation>;

/**
 * Takes what a caller gives for a plan. Empty texts, lists, maps and the empty chat channel say "none", and are not kept:
 * clients such as Terraform send them for what their user left out.
 */
export const planOf = (given: ResponsePlan): ResponsePlan => ({
  displayName: unlessEmpty(given.displayName),
  incidentTemplate: templateOf(given.incidentTemplate),
  chatChannel: channelOf(given.chatChannel),
  engagements: distinct(given.engagements, (arn) => arn),
  actions: someOf(given.actions?.map(actionOf)),
  integrations: someOf(given.integrations),
});

/** What is absent in the update stays; what is there, empty or not, replaces what the plan had. */
export const updated = (plan: ResponsePlan, update: Update): ResponsePlan =>
  planOf({
    displayName: update.displayName ?? plan.displayName,
    incidentTemplate: updatedTemplate(plan.incidentTemplate, update),
    chatChannel: update.chatChannel ?? plan.chatChannel,
    engagements: update.engagements ?? plan.engagements,
    actions: update.actions ?? plan.actions,
    integrations: update.integrations ?? plan.integrations,
  });

const updatedTemplate = (template: IncidentTemplate, update: Update): IncidentTemplate => ({
  title: update.incidentTemplateTitle ?? template.title,
  impact: update.incidentTemplateImpact ?? template.impact,
  summary: update.incidentTemplateSummary ?? template.summary,
  dedupeString: update.incidentTemplateDedupeString ?? template.dedupeString,
  notificationTargets: update.incidentTemplateNotificationTargets ?? template.notificationTargets,
  incidentTags: update.incidentTemplateTags ?? template.incidentTags,
});

const templateOf = (given: IncidentTemplate): IncidentTemplate => ({
  title: given.title,
  impact: given.impact,
  summary: unlessEmpty(given.summary),
  dedupeString: unlessEmpty(given.dedupeString),
  notificationTargets: targetsOf(given.notificationTargets),
  incidentTags: unlessWithoutKeys(given.incidentTags),
});

const targetsOf = (given: NotificationTargets | undefined): NotificationTargets | undefined =>
  distinct(given, (target) => target.snsTopicArn);

const channelOf = (given: ResponsePlan["chatChannel"]): ResponsePlan["chatChannel"] =>
  given?.chatbotSns === undefined ? undefined : { chatbotSns: [...new Set(given.chatbotSns)] };

const actionOf = ({ ssmAutomation: given }: Action): Action => ({
  ssmAutomation: {
    ...given,
    documentVersion: unlessEmpty(given.documentVersion),
    parameters: unlessWithoutKeys(given.parameters),
    dynamicParameters: unlessWithoutKeys(given.dynamicParameters),
  },
});

const unlessEmpty = (text: string | undefined): string | undefined => (text === "" ? undefined : text);

const unlessWithoutKeys = <Map extends object>(map: Map | undefined): Map | undefined =>
  map === undefined || Object.keys(map).length === 0 ? undefined : map;

const someOf = <Item>(list: Item[] | undefined): Item[] | undefined =>
  list === undefined || list.length === 0 ? undefined : list;

/** AWS calls these lists sets: nobody is to be told twice. */
const distinct = <Item>(list: Item[] | undefined, keyOf: (item: Item) => string): Item[] | undefined =>
  someOf(list && [...new Map(list.map((item) => [keyOf(item), item])).values()]);
