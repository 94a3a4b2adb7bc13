// The ARN on which policies allow what is done with a secret.

export const secretArn = (account: string, name: string): string =>
  `arn:aws:tocsin::${account}:secret/${name}`;
