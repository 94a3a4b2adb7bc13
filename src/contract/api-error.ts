// The one way an operation refuses: an error that the contract names, ready for the wire.

/** Thrown by operations, answered by the wire. `members` are the error's members apart from its text. */
export class ApiError extends Error {
  readonly members: Readonly<Record<string, unknown>>;

  /** @param name an error name of the contract, such as `ResourceNotFoundException` */
  constructor(
    name: string,
    message: string,
    members: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = name;
    this.members = members;
  }
}
