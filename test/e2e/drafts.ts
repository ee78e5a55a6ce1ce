// Tests of one template each begin with what is saved: a draft of the one before would be gone on with.
import type { Page } from 'playwright-core'
import type { TestApp } from '../helpers/app.ts'

/** Leaves an open editor once it has kept what was written, and discards that. */
export async function leaveWithoutDraft(app: TestApp, page: Page, templateId: string): Promise<void> {
  await page.getByText('Saving draft…').waitFor({ state: 'detached' })
  await page.goto('about:blank')
  await app.call('DELETE', `/api/templates/${templateId}/draft`)
}
