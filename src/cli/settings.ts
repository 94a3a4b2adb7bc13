// The settings of the server beside which a command is typed.
import { ConfigError, readConfig, type Config } from "../config.ts";

/** The command cannot be carried out; the message is for the person who typed it. */
export class CommandFailed extends Error {
  override name = "CommandFailed";
}

/** @throws {CommandFailed} */
export function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) throw new CommandFailed(error.message, { cause: error });
    throw error;
  }
}
