// The AWS CLI's shorthand for structures: `key=value,other={inner=value},list=[a,b]`. Source: its user guide.
import { CommandFault } from "./command-fault.ts";

export type Shorthand = string | Shorthand[] | { [key: string]: Shorthand };

/** Deeper than any shape of the API. */
const deepest = 20;

/** @throws CommandFault */
export function readShorthand(text: string): Shorthand {
  const reader = new ShorthandReader(text);
  const read = reader.pairs("", 0);
  return read;
}

class ShorthandReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** `key=value,…` up to the closing character, which is taken; the empty one is the end. */
  pairs(closing: "}" | "", depth: number): { [key: string]: Shorthand } {
    if (depth > deepest) throw this.#fault("it is nested too deeply");
    // Without a prototype a key such as `__proto__` is a key like any other.
    const read = Object.create(null) as { [key: string]: Shorthand };
    do {
      const key = this.#key();
      if (Object.hasOwn(read, key)) throw this.#fault(`${key} is there twice`);
      read[key] = this.#value(closing, depth);
    } while (this.#take(","));
    if (closing === "" ? this.#at < this.#text.length : !this.#take(closing))
      throw this.#fault(closing === "" ? "',' is expected" : `'${closing}' is expected`);
    return read;
  }

  #key(): string {
    const key = this.#match(/\s*([\w.#/:-]+)=/uy);
    if (key === undefined) throw this.#fault("'key=value' is expected");
    return key;
  }

  #value(closing: "}" | "", depth: number): Shorthand {
    const first = this.#single(closing === "" ? /([^,]*)/uy : /([^,}\]]*)/uy, depth);
    if (typeof first !== "string") return first;
    const list = [first];
    while (this.#isMoreOfList()) {
      this.#at += 1;
      const more = this.#single(closing === "" ? /([^,]*)/uy : /([^,}\]]*)/uy, depth);
      list.push(typeof more === "string" ? more : JSON.stringify(more));
    }
    return list.length === 1 ? first : list;
  }

  /** `key=a,b,other=c`: b is no key. */
  #isMoreOfList(): boolean {
    const ahead = /,\s*[\w.#/:-]+=/uy;
    ahead.lastIndex = this.#at;
    return this.#text.charAt(this.#at) === "," && !ahead.test(this.#text);
  }

  #single(bare: RegExp, depth: number): Shorthand {
    if (this.#take("{")) return this.pairs("}", depth + 1);
    if (this.#take("[")) return this.#list(depth + 1);
    const quoted = this.#match(/'((?:[^'\\]|\\.)*)'/uy) ?? this.#match(/"((?:[^"\\]|\\.)*)"/uy);
    return quoted === undefined ? (this.#match(bare) ?? "") : quoted.replaceAll(/\\(['"\\])/gu, "$1");
  }

  #list(depth: number): Shorthand[] {
    if (depth > deepest) throw this.#fault("it is nested too deeply");
    const list: Shorthand[] = [];
    if (this.#take("]")) return list;
    do list.push(this.#single(/([^,\]]*)/uy, depth));
    while (this.#take(","));
    if (!this.#take("]")) throw this.#fault("']' is expected");
    return list;
  }

  #take(character: string): boolean {
    const found = this.#text.charAt(this.#at) === character;
    if (found) this.#at += 1;
    return found;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found[1];
  }

  #fault(what: string): CommandFault {
    return new CommandFault(`${what} at character ${this.#at + 1} of ${this.#text.slice(0, 200)}`);
  }
}
