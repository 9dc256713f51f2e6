import { Browser, expect, Page } from '@playwright/test';
import { card, chooseDecision, evidence, modelPath } from './modelPage';
import { signIn } from './signIn';

/** The portal as one of the demo company's people has it open, beside the others. */
export async function openFor(
  browser: Browser,
  displayName: string,
  path: string,
): Promise<Page> {
  const page = await browser.newPage();
  await signIn(page, displayName, path);
  return page;
}

/** Opens the sign-offs of a model as one of the demo company's people. */
export function openGovernanceFor(
  browser: Browser,
  displayName: string,
  model: string,
): Promise<Page> {
  return openFor(browser, displayName, modelPath(model, 'governance'));
}

/** Approves a requirement on the governance tab, with the evidence that it asks for. */
export async function approveOnTab(
  page: Page,
  requirement: string,
  approval: { comment: string; evidence?: { title: string; link: string } },
) {
  await card(page, requirement)
    .getByRole('button', { name: /^Decide/ })
    .click();
  const dialog = page.getByRole('dialog', { name: requirement });
  await chooseDecision(dialog, 'Approve');
  await dialog.getByRole('textbox', { name: 'Comment' }).fill(approval.comment);
  if (approval.evidence) {
    await evidence(dialog, approval.evidence.title)
      .getByRole('textbox', { name: 'Link' })
      .fill(approval.evidence.link);
  }
  await dialog.getByRole('button', { name: 'Send the decision' }).click();
  await expect(dialog).toBeHidden();
}

/** Tells whether a page was loaded anew since this was called. */
export function watchReloads(page: Page): () => number {
  let reloads = 0;
  page.on('load', () => {
    reloads += 1;
  });
  return () => reloads;
}
