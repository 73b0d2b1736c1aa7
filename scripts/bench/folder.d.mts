// The types of folder.mjs, for the tests.

export interface FolderOptions {
  packets?: number;
  seed?: string;
  specBytes?: number;
  /** Where folders are kept: by default in the system's folder for temporary files. */
  shelf?: string;
}

/** An anchor that exactly the packets in `citing` cite. `character` is the end of its number in the heading's line. */
export interface Mark {
  anchor: string;
  title: string;
  line: number;
  character: number;
  citing: string[];
}

export interface Manifest {
  version: number;
  packets: number;
  seed: string;
  specBytes: number;
  spec: string;
  headings: number;
  hot: Mark;
  warm: Mark;
  /** Paths by the rule that must find something in them. */
  defects: Record<string, string[]>;
  /** A packet without a defect. */
  packet: string;
}

export declare const version: number;

export declare function compose(options?: FolderOptions): { files: Iterable<{ path: string; text: string }>; manifest: Manifest };

export declare function ensureFolder(
  options?: FolderOptions,
): Manifest & { root: string; made: boolean; documents: number; bytes: number };
