import type { Run, RunItem } from '../../../../src/api/run.ts'
import { capital, exact } from '../../ui/format.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Status } from '../../ui/Status.tsx'
import { ProblemList } from '../pages/Findings.tsx'
import { useFieldWords } from '../pages/useFieldWords.ts'
import { Difference } from '../plans/Difference.tsx'
import { PageLink } from './PageLink.tsx'
import classes from './Runs.module.css'
import { doubtSentence, itemState, verbWord, verifications } from './run-words.ts'

interface Props {
  run: Run
  item: RunItem
  onClose: () => void
}

/** One page of a run. Pages in doubt are explained and have no button: sending again could publish twice. */
export function RunItemPanel({ run, item, onClose }: Props) {
  const state = itemState(item, run.kind)
  const verification = verifications[item.verification]
  const wordOf = useFieldWords(run.projectId)
  return (
    <Panel
      title={item.title || item.rowKey}
      subtitle={
        <>
          Row <span className="code">{item.rowKey}</span>
        </>
      }
      onClose={onClose}
    >
      <div className={classes.detail}>
        {item.state === 'in_doubt' && (
          <p className={classes.notice} data-tone="warn">
            {doubtSentence(1)}
          </p>
        )}
        {item.problem && <ProblemList problems={[item.problem]} />}
        <KeyValues
          items={[
            [
              'State',
              <Status key="s" tone={state.tone} sign={state.sign}>
                {state.word}
              </Status>,
            ],
            ['Action', capital(verbWord(item.action, run.kind))],
            ['Attempts', String(item.attempts)],
            [
              'In Wix',
              verification ? (
                <Status key="v" tone={verification.tone} sign={verification.sign}>
                  {verification.word}
                </Status>
              ) : item.verification === 'pending' ? (
                'not checked yet'
              ) : (
                'needs no check'
              ),
            ],
            ['Address', item.url ? <PageLink key="u" url={item.url} site={run.connection} /> : 'none yet'],
            ['Id in Wix', <Code key="i" text={item.remoteId} />],
            ['Wix request', <Code key="r" text={item.requestId} />],
            ['Last change', exact(item.updatedAt)],
          ]}
        />
        {item.differences.map((difference) => (
          <section key={difference.field}>
            <h3 className={classes.detailTitle}>{wordOf(difference.field)}: sent, and found in Wix</h3>
            <Difference before={difference.sent} after={difference.found} />
          </section>
        ))}
      </div>
    </Panel>
  )
}

function Code({ text }: { text: string | null }) {
  return text === null ? 'none yet' : <span className="code">{text}</span>
}
