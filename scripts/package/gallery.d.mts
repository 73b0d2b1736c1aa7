// The types of gallery.mjs, for the tests.

export function galleryText(markdown: string, options?: { hosted?: boolean }): string;
