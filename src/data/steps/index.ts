// Every kind of step there is. A new one is a file, a schema in `src/api/step.ts` and a line here.
import type { Step, StepKindName, StepOf } from '../../api/step.ts'
import { combine } from './combine.ts'
import { computed } from './computed.ts'
import { date } from './date.ts'
import { filter } from './filter.ts'
import { join } from './join.ts'
import { joinText } from './join-text.ts'
import { listValues } from './list-values.ts'
import { number } from './number.ts'
import { pick } from './pick.ts'
import { replace } from './replace.ts'
import { split } from './split.ts'
import type { OpenStep, StepContext, StepInput, StepKind } from './step.ts'
import { trimCase } from './trim-case.ts'
import { unique } from './unique.ts'

const kinds: { [K in StepKindName]: StepKind<StepOf<K>> } = {
  filter,
  pick,
  split,
  join_text: joinText,
  replace,
  list_values: listValues,
  number,
  date,
  trim_case: trimCase,
  unique,
  join,
  combine,
  computed,
}

/** @throws StepProblem */
export async function openStep(step: Step, input: StepInput, context: StepContext): Promise<OpenStep> {
  const kind = kinds[step.kind] as StepKind
  return kind.open(step, input, context)
}
