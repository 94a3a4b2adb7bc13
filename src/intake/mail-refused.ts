// What a mail's sender is answered that is not a success.

export class MailRefused extends Error {
  /** As SMTP has it: 4xx is to be tried again, 5xx is not. */
  readonly responseCode: number;

  constructor(responseCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MailRefused";
    this.responseCode = responseCode;
  }
}
