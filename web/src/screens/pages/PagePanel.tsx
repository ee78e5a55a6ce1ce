// One page in the side panel: preview, fields, problems, what Wix cannot show, and the request it becomes.
import { Button } from '@mantine/core'
import { IconExternalLink, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { PagePreview } from '../../../../src/api/page.ts'
import type { Project } from '../../../../src/api/project.ts'
import { pageQuery } from '../../queries/pages.ts'
import { useTickLooked } from '../../queries/sample.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { bytes, numbered } from '../../ui/format.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { pageAddress } from '../../ui/page-address.ts'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { createdName } from './created-names.ts'
import { LossList, ProblemList } from './Findings.tsx'
import { PageEdits } from './PageEdits.tsx'
import classes from './Preview.module.css'
import { PreviewFrame } from './PreviewFrame.tsx'
import { SearchResult } from './SearchResult.tsx'
import { SubTabs } from './SubTabs.tsx'
import { useFieldWords } from './useFieldWords.ts'

type View = 'preview' | 'fields' | 'problems' | 'left-out' | 'request'

interface Props {
  project: Project
  rowKey: string
  view: View
  onView: (view: View) => void
  onClose: () => void
}

export function PagePanel({ project, rowKey, view, onView, onClose }: Props) {
  const query = useQuery(pageQuery(project.id, rowKey))
  const page = query.data
  useTickLooked(page !== undefined)
  const wordOf = useFieldWords(project.id)
  const url = page?.published?.url
  return (
    <Panel
      title={page?.fields['title'] || page?.search.title || rowKey}
      subtitle={
        <>
          Row <span className="code">{rowKey}</span>
        </>
      }
      onClose={onClose}
      tabs={
        <SubTabs
          label="Parts of the page"
          active={view}
          onChange={onView}
          tabs={[
            { value: 'preview', label: 'Preview' },
            { value: 'fields', label: 'Fields' },
            { value: 'problems', label: numbered('Problems', page?.problems.length) },
            { value: 'left-out', label: numbered('Left out', page?.losses.length) },
            { value: 'request', label: 'Request' },
          ]}
        />
      }
    >
      {query.isPending ? (
        <BlockSkeleton lines={8} />
      ) : page === undefined ? (
        <ErrorState
          title="The page could not be shown"
          error={query.error}
          onRetry={() => void query.refetch()}
        >
          <ButtonLink
            to="/templates/$id"
            params={{ id: project.template.id }}
            search={{ project: project.id }}
          >
            Open template
          </ButtonLink>
        </ErrorState>
      ) : (
        <div className={classes.stack} data-fill={view === 'preview' || undefined}>
          {view === 'preview' && (
            <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
              <ButtonLink
                to="/templates/$id"
                params={{ id: project.template.id }}
                search={{ project: project.id, row: rowKey }}
                variant="default"
                size="xs"
                leftSection={<IconPencil size={14} />}
              >
                Edit template
              </ButtonLink>
              {url && (
                <Button
                  component="a"
                  href={pageAddress(url, project.connection)}
                  target="_blank"
                  rel="noreferrer"
                  variant="default"
                  size="xs"
                  leftSection={<IconExternalLink size={14} />}
                >
                  {project.connection.kind === 'practice' ? 'Open practice page' : 'Open live page'}
                </Button>
              )}
            </div>
          )}
          {(view === 'preview' || view === 'fields') && (
            <PageEdits projectId={project.id} page={page} wordOf={wordOf} />
          )}
          <PageView page={page} view={view} wordOf={wordOf} />
        </div>
      )}
    </Panel>
  )
}

interface ViewProps {
  page: PagePreview
  view: View
  wordOf: (field: string) => string
}

function PageView({ page, view, wordOf }: ViewProps) {
  const otherConverter = page.problems.find((item) => item.code === 'wix_not_asked')
  switch (view) {
    case 'fields':
      return (
        <KeyValues
          items={Object.entries(page.fields).map(([name, text]) => [
            wordOf(name),
            <FieldText key={name} text={text} />,
          ])}
        />
      )
    case 'problems':
      return <ProblemList problems={page.problems} />
    case 'left-out':
      return <LossList losses={page.losses} />
    case 'request':
      return <RequestBody page={page} />
    default:
      return (
        <>
          <SearchResult {...page.search} />
          {page.convertedBy === 'wix' && (
            <p className={classes.none}>The body was converted by Wix’s converter.</p>
          )}
          {otherConverter && <p className={classes.none}>{otherConverter.message}</p>}
          {page.creates.length > 0 && (
            <p className={classes.none}>Created first: {page.creates.map(createdName).join(', ')}</p>
          )}
          <div style={{ flex: 1, minHeight: 420 }}>
            <PreviewFrame title={page.search.title} html={page.html} />
          </div>
        </>
      )
  }
}

function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}

function RequestBody({ page }: { page: PagePreview }) {
  return (
    <div>
      <div className={classes.payloadHead}>
        <span>
          {bytes(page.payloadBytes)} · <span className="code">{page.payloadHash.slice(0, 12)}</span>
        </span>
        <CopyButton text={page.payload} label="Copy as it will be sent" quiet />
      </div>
      <pre className={classes.payload}>{pretty(page.payload)}</pre>
    </div>
  )
}

function FieldText({ text }: { text: string }) {
  if (text === '') return <span className={classes.none}>empty</span>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <pre className={classes.fieldText} tabIndex={0}>
      {text}
    </pre>
  )
}
