import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first test of a file loads and compiles what it shows, maybe beside other tests.
const PATIENCE_MS = 20_000;

configure({ asyncUtilTimeout: PATIENCE_MS });
jest.setTimeout(3 * PATIENCE_MS);

// jsdom has no layout: nothing ever comes into view by scrolling.
class NothingIntersects {
  observe() {}
  unobserve() {}
  disconnect() {}
}

Object.assign(globalThis, { IntersectionObserver: NothingIntersects });
