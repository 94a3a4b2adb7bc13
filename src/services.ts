// The three APIs, each with what is built of it.
import { contacts } from "./contract/contacts/service.ts";
import type { Service } from "./contract/call.ts";
import { incidents } from "./contract/incidents/service.ts";
import { tocsin } from "./contract/tocsin/service.ts";
import type { GivenForContacts } from "./operations/contacts/given.ts";
import { contactsImplementations } from "./operations/contacts/implementations.ts";
import { incidentsImplementations } from "./operations/incidents/implementations.ts";
import type { GivenForTocsin } from "./operations/tocsin/given.ts";
import { tocsinImplementations } from "./operations/tocsin/implementations.ts";

export const servicesOf = (given: GivenForContacts & GivenForTocsin): readonly Service[] => [
  { contract: incidents, implementations: incidentsImplementations(given) },
  { contract: contacts, implementations: contactsImplementations(given) },
  { contract: tocsin, implementations: tocsinImplementations(given) },
];
