import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';
import { AREAS } from './screens';
import { signIn } from './signIn';

const SECONDS_A_SCREEN = 60;

for (const { name, person, screens } of AREAS) {
  test(`${name} can be used by everybody`, async ({ page }) => {
    test.setTimeout(1_000 * SECONDS_A_SCREEN * screens.length);
    await signIn(page, person);
    for (const { name: screen, path, part, prepare } of screens) {
      await test.step(screen, async () => {
        // A page that is loading does not notice that the theme changes.
        await page.emulateMedia(mediaOf('light'));
        await page.goto(path);
        for (const theme of ['light', 'dark'] as const) {
          await chooseTheme(page, theme);
          await prepare(page);
          await expect(page.getByRole('progressbar')).toHaveCount(0);
          expect
            .soft(await seriousIssues(page, part), `${screen}, ${theme}`)
            .toEqual([]);
        }
      });
    }
  });
}

type Theme = 'light' | 'dark';

// Without motion nothing is half faded in when its contrast is measured.
function mediaOf(colorScheme: Theme) {
  return { colorScheme, reducedMotion: 'reduce' } as const;
}

async function chooseTheme(page: Page, theme: Theme) {
  await page.emulateMedia(mediaOf(theme));
  await expect(page.locator('body')).toHaveAttribute('data-theme-mode', theme);
}

// What is around the content belongs to the portal that an installation has.
async function seriousIssues(page: Page, part = 'main'): Promise<string[]> {
  const isDialog = (await page.getByRole('dialog').count()) > 0;
  const { violations } = await new AxeBuilder({ page })
    .include(isDialog ? '[role=dialog]' : part)
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) =>
        `${id}: ${html.slice(0, 200)} ${failureSummary}`.replace(/\s+/g, ' '),
      ),
    );
}
