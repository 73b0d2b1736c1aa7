/**
 * The ports: all that Gatehouse ever asks of the machine.
 *
 * Invariant: no rule, system or feature holds one. The service drives them and hands on plain data.
 */
import type { Undecoded } from './source';
import type { RelPath } from './text';
import type { Answers, Question } from './world';

/** A file as it was read: decoded, without its byte order mark. */
export interface FileText {
  readonly text: string;
  /** Of the bytes. Equal hashes mean equal files. */
  readonly hash: string;
  readonly undecoded: readonly Undecoded[];
}

export interface Files {
  /** Files below the folder that match one of the globs and that git does not ignore, in order of path. A leading `!` excludes. */
  list(globs: readonly string[]): Promise<readonly RelPath[]>;
  /** Undefined: there is no such file. Throws where there is one that cannot be read. */
  read(path: RelPath): Promise<FileText | undefined>;
  /** Answers in the order of the questions. Undefined: it could not be found out. */
  answer(questions: readonly Question[]): Promise<readonly (Answers[Question['ask']] | { readonly failed: true })[]>;
}

/** Time, only to be polite: nothing that is computed depends on it. */
export interface Pace {
  /** Lets the event loop turn. */
  pause(): Promise<void>;
  /** Milliseconds, monotonic. */
  now(): number;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
