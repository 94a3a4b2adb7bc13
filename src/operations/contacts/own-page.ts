// The caller's page that an ARN names.
import type { Page } from "../../domain/engagement/page.ts";
import { findPage } from "../../storage/pages.ts";
import type { Reader } from "../../storage/storage.ts";
import { requireOnboardedReader } from "./onboarded.ts";
import { type Asked, missingOne, requireOwn } from "./own.ts";

/** @throws ValidationException, ResourceNotFoundException */
export async function ownPage(reader: Reader, asked: Asked): Promise<Page> {
  await requireOnboardedReader(reader, asked.account);
  requireOwn("page", asked);
  const page = await findPage(reader, asked.arn);
  if (page === undefined) throw missingOne("page", asked);
  return page;
}
