/** The part of the XML reader we call; it ships no types. */
declare module 'saxen' {
  type Decode = (text: string) => string;
  export class Parser {
    on(name: 'openTag', hook: (element: string, attributes: () => Record<string, string>, decode: Decode) => void): this;
    on(name: 'closeTag', hook: (element: string) => void): this;
    on(name: 'text', hook: (text: string, decode: Decode) => void): this;
    on(name: 'error', hook: (error: Error) => void): this;
    parse(xml: string): void;
  }
}
