import {
  ApplicableThreshold,
  Judgement,
  RecordedCheck,
} from '@modelry/backstage-plugin-models-common';
import { JudgedCheck } from './judgeCheck';

/** Judgements in the order in which they count, and what the check was and is. */
export type JudgedRun = Pick<
  JudgedCheck,
  'levelBefore' | 'level' | 'upTo' | 'isLate'
> & {
  judged: readonly Judgement[];
};

/** A check with what new observations made of it. */
export interface CheckNews {
  checkId: number;
  /** As it is now. */
  check: RecordedCheck;
  judged: JudgedRun;
  /** What its results are held against. */
  threshold?: ApplicableThreshold;
}
