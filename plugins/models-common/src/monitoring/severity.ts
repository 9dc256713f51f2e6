import { ResultStatus } from './schemas';

/** How bad a result is: the higher, the worse. */
export const RESULT_SEVERITY: Record<ResultStatus, number> = {
  ok: 0,
  error: 1,
  warning: 2,
  critical: 3,
};
