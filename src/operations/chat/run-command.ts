// Runs what somebody types in a chat, as the AWS CLI would: `ssm-incidents get-incident-record --arn …`.
import { ApiError } from "../../contract/api-error.ts";
import type { Operation } from "../../contract/operation.ts";
import { wordsOf } from "../../domain/chat/command-words.ts";
import { CommandFault } from "./command-fault.ts";
import { chatCommands, kebab } from "./commands.ts";
import { readOptions } from "./read-options.ts";
import { type ChatPerson, type GivenForChat, type Members, runOperation } from "./run-operation.ts";
import { printed } from "./show-output.ts";
import { wholeList } from "./whole-list.ts";

export type CommandAnswer =
  /** What the CLI prints; empty where it prints nothing. */
  | { readonly outcome: "done"; readonly command: string; readonly output: string }
  /** For people, in plain words. */
  | { readonly outcome: "help" | "refused"; readonly text: string };

/**
 * @param line what follows the name of the bot
 * @throws what the operations throw beside ApiError
 */
export async function runCommand(
  given: GivenForChat,
  line: string,
  person: ChatPerson,
): Promise<CommandAnswer> {
  const read = wordsOf(line);
  if ("fault" in read) return { outcome: "refused", text: read.fault };
  const [service, command, ...words] = read.words;
  if (service === undefined || service === "help") return { outcome: "help", text: help };
  if (service !== "ssm-incidents") return unknown(`${service.slice(0, 100)} is not known here.`);
  if (command === undefined || command === "help") return { outcome: "help", text: help };
  const operation = chatCommands.get(command);
  if (operation === undefined) return unknown(`ssm-incidents has no command ${command.slice(0, 100)} here.`);
  if (words[0] === "help") return { outcome: "help", text: helpOf(command, operation) };
  try {
    const output = await outputOf(given, { operation, words }, person);
    return { outcome: "done", command, output: printed(output) };
  } catch (error) {
    return { outcome: "refused", text: refusal(error, operation) };
  }
}

const unknown = (text: string): CommandAnswer => ({ outcome: "refused", text: `${text}\n${help}` });

/** As the CLI words it. */
function refusal(error: unknown, { name }: Operation): string {
  if (error instanceof CommandFault) return error.message;
  if (!(error instanceof ApiError)) throw error;
  return `An error occurred (${error.name}) when calling the ${name} operation: ${error.message}`;
}

function outputOf(
  given: GivenForChat,
  { operation, words }: { readonly operation: Operation; readonly words: readonly string[] },
  person: ChatPerson,
): Promise<Members> {
  const { input, paging } = readOptions(operation, words);
  const ask = (it: Members): Promise<Members> => runOperation(given, { operation, input: it }, person);
  const { paginated } = operation;
  return paging === undefined || paginated === undefined
    ? ask(input)
    : wholeList({ paginated, paging, input, ask });
}

const help = [
  "ssm-incidents <command> [options], as with the AWS CLI. The commands:",
  ...[...chatCommands.keys()].map((name) => `  ${name}`),
  "ssm-incidents <command> help tells the options.",
].join("\n");

function helpOf(command: string, { input, paginated }: Operation): string {
  const options = Object.entries(input.members).map(
    ([name, { required, shape }]) => `  --${kebab(name)} <${shape.type}>${required ? ", required" : ""}`,
  );
  const paging = paginated === undefined ? [] : ["  --max-items <integer>", "  --starting-token <string>"];
  return [`ssm-incidents ${command}`, ...options, ...paging].join("\n");
}
