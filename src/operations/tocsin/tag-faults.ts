// Tags that are to change how people are paged, and say nothing that Tocsin understands.
import { beyondAws } from "../../domain/engagement/beyond-aws.ts";
import type { Tags } from "../../storage/tags.ts";

/** Sentences without their full stop. */
export const tagFaults = (tags: Tags = {}): string[] =>
  beyondAws(new Map(Object.entries(tags))).faults.map((fault) => fault.replace(/\.$/, ""));
