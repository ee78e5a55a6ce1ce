// The only answers after which a check may say "cannot tell", and for which permissions. A test reaches every line,
// and fails on any other.
export interface CannotTell {
  /** What came back. */
  answer: string
  /** Where it may: an app of Wix, or any probe. */
  apps: readonly string[] | 'any'
  words: string
}

export const cannotTell = {
  app_missing: {
    answer: '428 (or 401 "instanceId found", or 400 WDE0110): an app of Wix is not installed',
    apps: 'any',
    words: 'Wix does not say, because the app that this belongs to is not installed on the site.',
  },
  other_catalog: {
    answer: '428: the site uses the other catalog of Wix Stores',
    apps: ['stores'],
    words: 'Wix does not say, because the store of this site has the other catalog version.',
  },
  no_code: {
    answer: '400 without a code: the body may have been looked at before the permission',
    apps: 'any',
    words:
      'Wix refused the question itself, so it says nothing about the permission. The first publish will tell.',
  },
  throttled: {
    answer: '429',
    apps: 'any',
    words: 'Wix asked us to slow down. Check again in a minute.',
  },
  outage: {
    answer: '5xx',
    apps: 'any',
    words: 'Wix had a problem of its own. Check again in a few minutes.',
  },
  no_answer: {
    answer: 'nothing: cut off, or not in time',
    apps: 'any',
    words: 'No answer came. Check again in a moment.',
  },
  not_wix: {
    answer: 'something that Wix does not send: the page of a proxy, a redirect, half an answer',
    apps: 'any',
    words: 'Something answered, but not in the way Wix does. Check the proxy of this server.',
  },
} as const satisfies Record<string, CannotTell>

export type Cause = keyof typeof cannotTell

/** Passes by itself, so that asking again may help. */
export function isPassing(cause: Cause): boolean {
  return cause === 'throttled' || cause === 'outage' || cause === 'no_answer' || cause === 'not_wix'
}
