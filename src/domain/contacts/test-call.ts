// What a test page says: nobody who is woken by it may think that something is on fire.
import type { Call } from "./engagement.ts";

/** @param askedBy the ARN of who wanted it */
export const testCall = (askedBy: string): Call => ({
  sender: "tocsin doctor",
  subject: "A test: nothing is wrong",
  content: `${askedBy} has sent this page to see whether pages arrive.\nPlease acknowledge it as you would in earnest.`,
  publicSubject: "A test: nothing is wrong",
});
