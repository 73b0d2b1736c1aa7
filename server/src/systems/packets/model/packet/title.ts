/** What a packet is about, by its title. */

/** A title without the packet's id and the words that every title has: `Task Packet: WP-1-Login – People log in`. */
export const subjectOf = (title: string, id: string): string =>
  title
    .replace(/^(?:task|work)[ -]packet\b[\s:–—-]*/i, '')
    .replace(id, '')
    .replace(/^[\s:|–—-]+|[\s:|–—-]+$/g, '')
    .replace(/^\((.*)\)$/s, '$1')
    .replace(/^(?:task|work)[ -]packet\W*$/i, '');
