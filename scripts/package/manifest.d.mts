// The types of manifest.mjs, for the tests.

export function shippedManifest(manifest: object, options?: { repository?: string | undefined }): Record<string, unknown>;
export function filesNamed(manifest: object): string[];
export const notShipped: ReadonlySet<string>;
