// Where a crash test lets the process kill itself on the way of a slot, beside the points of runs.

export const slotCrashPoints = [
  'dating-part',
  'slot-planned',
  'slot-prepared',
  'before-release',
  'after-release',
  'before-confirm',
  'after-confirm',
] as const

/** Of slots whose dates Wix keeps. */
export const wixCrashPoints = [
  'slot-planned',
  'slot-prepared',
  'before-dates-run',
  'after-dates-run',
  'before-in-wix',
  'after-in-wix',
  'after-seal',
  'look-planned',
  'before-look-ends',
  'after-look-ends',
  'dates-planned',
  'dates-plan-known',
  'before-dates-away',
  'after-dates-away',
  'before-dates-end',
  'after-dates-end',
] as const
export type SlotCrashPointName = (typeof slotCrashPoints)[number] | (typeof wixCrashPoints)[number]
export type SlotCrashPoint = (name: SlotCrashPointName) => void
