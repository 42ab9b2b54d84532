import type { Catalogue, Edit, Problem, Progress, Report, ReviewInput, RuleResult } from 'workflow-readiness';
import { startWorker, type ReviewWorker } from 'workflow-readiness/worker';
import { modules, ownBytes } from '../own-files';
import { warmUp } from './warm-up';

export type Status =
  | { kind: 'starting' }
  | { kind: 'idle' }
  | { kind: 'waiting' }
  | { kind: 'reviewing'; slow: boolean; progress?: Progress }
  | { kind: 'done'; took: number }
  | { kind: 'cancelled' }
  /** The call was wrong: nothing was judged. */
  | { kind: 'refused'; message: string }
  | { kind: 'failed'; message: string };

interface Hooks {
  /** What is to be reviewed now; nothing, where there is nothing. */
  input(): ReviewInput | undefined;
  status(status: Status): void;
  report(report: Report | undefined): void;
  /** What is wrong with the call; then there is no report. */
  problems(problems: Problem[]): void;
  catalogue(catalogue: Catalogue): void;
}

const SLOW = 300;
/** What is called again and again is compiled once more, for speed. */
const WARM_UPS = 4;

/** Keeps the report up with the input: the newest input wins, and what it overtakes is given up. */
export class Reviewer {
  #worker: ReviewWorker | undefined;
  #running: AbortController | undefined;
  #timer = 0;
  #took = 0;

  constructor(readonly hooks: Hooks) {}

  /** Loads the module and starts the worker. */
  async start(): Promise<void> {
    this.hooks.status({ kind: 'starting' });
    try {
      this.#worker = await startWorker(await ownBytes(modules.review));
      for (let round = 0; round < WARM_UPS; round++) void this.#worker.review(warmUp);
      this.hooks.catalogue(await this.#worker.rules());
      await this.now();
    } catch (error) {
      this.hooks.status({ kind: 'failed', message: `The review could not start: ${reason(error)}.` });
    }
  }

  /** Reviews soon: once nobody has typed for as long as a review takes, within limits. */
  soon(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.hooks.status({ kind: 'waiting' });
    this.#timer = window.setTimeout(() => void this.now(), Math.min(Math.max(this.#took, 120), 800));
  }

  /** Reviews at once. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = undefined;
    const input = this.hooks.input();
    if (!input) {
      this.hooks.report(undefined);
      this.hooks.status({ kind: 'idle' });
      return;
    }
    if (this.#worker) await this.#review(this.#worker, input);
  }

  async #review(worker: ReviewWorker, input: ReviewInput): Promise<void> {
    const control = new AbortController();
    this.#running = control;
    const current = () => this.#running === control;
    let progress: Progress | undefined;
    let slow = false;
    const tell = () => {
      if (current()) this.hooks.status({ kind: 'reviewing', slow, ...(progress ? { progress } : {}) });
    };
    const timer = window.setTimeout(() => {
      slow = true;
      tell();
    }, SLOW);
    tell();
    const begun = performance.now();
    try {
      const onProgress = (now: Progress) => {
        progress = now;
        if (slow) tell();
      };
      const report = await worker.review(input, { signal: control.signal, onProgress });
      if (current()) this.#done(report, performance.now() - begun);
    } catch (error) {
      if (current() && !isAbort(error)) this.hooks.status({ kind: 'failed', message: `The review stopped: ${reason(error)}.` });
    } finally {
      clearTimeout(timer);
      if (current()) this.#running = undefined;
    }
  }

  #done(report: Report, took: number): void {
    this.#took = took;
    const broken = report.problems.find((problem) => problem.about === 'module');
    const [first] = report.problems;
    this.hooks.problems(report.problems.filter((problem) => problem !== broken));
    if (broken) this.hooks.status({ kind: 'failed', message: sentence(broken.message) });
    else if (first) this.hooks.status({ kind: 'refused', message: REFUSED[first.about] });
    else {
      this.hooks.report(report);
      this.hooks.status({ kind: 'done', took });
    }
  }

  /** Gives up the running review; the last report stays. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = undefined;
    this.hooks.status({ kind: 'cancelled' });
  }

  /** Ends the worker, with all that it holds, and starts a new one. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = undefined;
    this.#worker?.clear();
    this.hooks.report(undefined);
    this.hooks.status({ kind: 'idle' });
  }

  async fix(input: ReviewInput, results: RuleResult[]): Promise<Edit[]> {
    return (await this.#worker?.fix(input, results)) ?? [];
  }

  async checkSettings(settings: string): Promise<Problem[]> {
    return (await this.#worker?.checkSettings(settings)) ?? [];
  }
}

const REFUSED: Record<Problem['about'], string> = {
  settings: 'Not reviewed: the settings are not valid',
  input: 'Not reviewed: the options do not fit',
  module: 'Not reviewed',
};

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.$/, '')}.`;
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** Words for people; never a stack, which may hold what was reviewed. */
function reason(error: unknown): string {
  return error instanceof Error && error.message ? error.message.slice(0, 300).replace(/\.$/, '') : 'no reason was given';
}
