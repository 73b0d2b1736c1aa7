/** Commits whose message nobody wrote. What asks of a message asks nothing of these, before the commit and after it. */

/** Made by git from commits that were judged by themselves: squashed into one, taken back, or put together. */
export const isExempt = (message: string, isMerge: boolean): boolean =>
  isMerge ||
  /^(?:fixup|squash|amend)! /.test(message) ||
  /^Re(?:vert|apply) "[\s\S]*\bThis reverts commit [0-9a-f]{7,}/.test(message);
