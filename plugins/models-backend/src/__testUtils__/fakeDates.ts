/** From now on the date is what a test says; all timers stay real. */
export function fakeDates(): void {
  // Nothing but the date: sockets and databases need their timers.
  jest.useFakeTimers({
    doNotFake: [
      ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const),
      ...(['setImmediate', 'clearImmediate'] as const),
      ...(['setInterval', 'clearInterval'] as const),
      ...(['setTimeout', 'clearTimeout'] as const),
    ],
  });
}
