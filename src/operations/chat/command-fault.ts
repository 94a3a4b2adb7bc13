// What is wrong with a command before it is run, in words for whoever typed it.
export class CommandFault extends Error {
  override name = "CommandFault";
}
