// The addresses in a message of SNS that may be followed. Anybody can write one, so they are looked at before they are.

/** Exactly Amazon's: `sns.us-east-1.amazonaws.com`, and `.cn` behind it in China. */
const host = /^sns\.[a-z]{2,8}(-[a-z]{2,12}){1,3}-\d{1,2}\.amazonaws\.com(\.cn)?$/;

export function isAmazons(url: URL): boolean {
  return (
    url.protocol === "https:" &&
    host.test(url.hostname) &&
    url.port === "" &&
    url.username === "" &&
    url.password === ""
  );
}

const file = /\/SimpleNotificationService-[\w-]{1,100}\.pem$/;

/** @returns undefined for one from where no certificate of SNS comes */
export function certificateAddress(text: string, origins: readonly string[]): URL | undefined {
  const url = URL.parse(text);
  if (url === null || url.search !== "" || url.hash !== "" || !file.test(url.pathname)) return undefined;
  const atRoot = url.pathname.lastIndexOf("/") === 0;
  return (isAmazons(url) && atRoot) || isAmong(url, origins) ? url : undefined;
}

/** @returns undefined for one that does not confirm the subscription to this very topic */
export function confirmationAddress(
  { text, topicArn }: { readonly text: string; readonly topicArn: string },
  origins: readonly string[],
): URL | undefined {
  const url = URL.parse(text);
  if (url === null) return undefined;
  if (url.searchParams.get("Action") !== "ConfirmSubscription") return undefined;
  if (url.searchParams.get("TopicArn") !== topicArn) return undefined;
  return (isAmazons(url) && url.pathname === "/") || isAmong(url, origins) ? url : undefined;
}

const isAmong = (url: URL, origins: readonly string[]): boolean =>
  origins.includes(url.origin) && url.username === "" && url.password === "";
