/** What a page and its worker say to each other. */
import type { Catalogue, Edit, Fixable, Problem, Progress, Report, ReviewInput } from './types.js';

export interface Answers {
  review: Report;
  fix: Edit[];
  rules: Catalogue;
  checkSettings: Problem[];
}

export type Question =
  | { id: number; ask: 'review'; input: ReviewInput }
  | { id: number; ask: 'fix'; input: ReviewInput; results: readonly Fixable[] }
  | { id: number; ask: 'rules' }
  | { id: number; ask: 'checkSettings'; settings: ReviewInput['settings'] };

export type Answer =
  | { id: number; progress: Progress }
  | { id: number; answer: Answers[keyof Answers] }
  | { ready: true }
  | { failed: string };
