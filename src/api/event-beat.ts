// The pulse of an event stream. A connection that is half open (a laptop that slept, a router that forgot it) says
// nothing and is not closed either: only the missing beat tells.

/** The event that says the server is still there. Comments would do for proxies, but a page never sees them. */
export const beatEvent = 'beat'

export const beatMs = 15_000

/** Three beats that did not come: the reader opens its stream anew. */
export const silenceMs = 3 * beatMs
