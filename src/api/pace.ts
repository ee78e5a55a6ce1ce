// How many requests a minute leave for a site. No zod: screens read it too.

/** Just under Wix's 200 a minute. */
export const usualRatePerMinute = 195
/** With fewer, a plan of a thousand pages would take hours to be read. */
export const leastRatePerMinute = 5
