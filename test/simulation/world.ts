// The world as it stands at one moment: copied for every observer, so that the judge never looks through the engine's eyes.
import type { WorldView } from "./trace.ts";

export const copyOf = (world: WorldView): WorldView => ({
  contacts: new Map(world.contacts),
  activated: new Set(world.activated),
  deleted: new Set(world.deleted),
  rota: new Map(world.rota),
});

/** The people on call at that time (epoch milliseconds), deleted ones included. */
export function onCall(world: WorldView, schedule: string, at: number): readonly string[] {
  let contacts: readonly string[] = [];
  for (const duty of world.rota.get(schedule) ?? []) if (duty.from <= at) contacts = duty.contacts;
  return contacts;
}
