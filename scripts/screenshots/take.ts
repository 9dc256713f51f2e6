import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { signIn } from '../../e2e-tests/signIn';
import { pictures } from './pictures';

const directory = resolve(__dirname, '../../docs/screenshots');

for (const { name, person, path, height, prepare } of pictures) {
  test(name, async ({ page }, { project }) => {
    if (height) {
      await page.setViewportSize({ width: 1440, height });
    }
    if (person) {
      await signIn(page, person, path);
    } else {
      await page.goto(path);
    }
    await prepare(page);
    // A skeleton or a spinner in the picture would be a picture of nothing.
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await page.mouse.move(0, 0);
    await page.screenshot({
      path: resolve(directory, `${name}-${project.name}.png`),
      animations: 'disabled',
      caret: 'hide',
    });
  });
}
