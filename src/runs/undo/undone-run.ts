/** The run that a run undoes. */
export interface UndoneRun {
  id: string
  /** It was itself an undo, a take-down or a bring back: marks are as they were before it. */
  putsMarksBack: boolean
}
