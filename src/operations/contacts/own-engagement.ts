// The caller's engagement that an ARN names.
import { type SaidEngagement, findEngagement } from "../../storage/engagements.ts";
import type { Reader } from "../../storage/storage.ts";
import { requireOnboardedReader } from "./onboarded.ts";
import { type Asked, missingOne, requireOwn } from "./own.ts";

/** With the words that go out. @throws ValidationException, ResourceNotFoundException */
export async function ownEngagement(reader: Reader, asked: Asked): Promise<SaidEngagement> {
  await requireOnboardedReader(reader, asked.account);
  requireOwn("engagement", asked);
  const engagement = await findEngagement(reader, asked.arn);
  if (engagement === undefined) throw missingOne("engagement", asked);
  return engagement;
}
