// For tests of Tocsin's own operations that tell nobody of anything.

export const noNoticing = { kinds: new Map(), sns: undefined, publicUrl: undefined };
