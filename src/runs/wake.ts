/** Notified when a run may be taken up. A hint to look now; the table is the truth. */
export const wakeChannel = 'seomatic_runs'
