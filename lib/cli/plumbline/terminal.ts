/** Where a command was called and where it answers. */
export interface Terminal {
  /** The folder that relative paths start from. */
  folder: string;
  /** For people or, with `--json`, for machines: nothing else is written there. */
  out(text: string): void;
  /** One line about why a command could not do its work. */
  complain(line: string): void;
}

/**
 * A command: its arguments without its own name; gives the exit code. 0 all is well, 1 the specification has errors (or is not
 * in canonical form), 2 the arguments are unusable or a file cannot be read. Throws `AppError` for the last, and with the code
 * `unprocessable` for what is wrong with a specification (1).
 */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** What a terminal would take as a command (escape sequences, marks that turn the direction of text) is shown as its code. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
