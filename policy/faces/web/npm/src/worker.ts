/** The same operations in a worker, so that a page goes on while a large input is reviewed. */
import { compile } from './compile.js';
import { source } from './generated/worker-source.js';
import type { Answer, Answers, Question } from './protocol.js';
import { empty, moment, whole } from './shapes.js';
import type {
  Catalogue,
  Edit,
  Fixable,
  InputFile,
  ModuleSource,
  Problem,
  Progress,
  Report,
  ReviewInput,
} from './types.js';

/** How long an aborted review may go on before its worker is ended, in milliseconds. */
const PATIENCE = 150;

export interface ReviewOptions {
  /** Ends the review; its promise is rejected with the signal's reason, an `AbortError`. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

type Ask = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id'> : never) : never;

interface Waiting {
  question: Question;
  progress?: ((progress: Progress) => void) | undefined;
  done(answer: Answers[keyof Answers]): void;
  stopped(problem: Problem): void;
}

/** Loads the module (the package's own, or the one that is given) and starts a worker with it. */
export async function startWorker(module?: ModuleSource | Promise<ModuleSource>): Promise<ReviewWorker> {
  const worker = new ReviewWorker(await compile('policy.wasm', module));
  await worker.ready;
  return worker;
}

/** A worker that answers one question after the other. What stops it is told, and a new one takes its place. */
export class ReviewWorker {
  /** Settled once the worker runs. */
  ready: Promise<void> = Promise.resolve();
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(readonly module: WebAssembly.Module) {
    this.#start();
  }

  /** As `review`, with progress, and a signal that ends it. */
  review(input: ReviewInput, { signal, onProgress }: ReviewOptions = {}): Promise<Report> {
    const now = typeof input?.now === 'string' ? input.now : moment();
    const stopped = (problem: Problem) => empty(now, [problem]);
    return this.#ask({ ask: 'review', input }, stopped, signal, onProgress);
  }

  rules(): Promise<Catalogue> {
    return this.#ask({ ask: 'rules' }, () => ({ sections: [], rules: [] }));
  }

  fix(input: readonly InputFile[] | ReviewInput, results: readonly Fixable[]): Promise<Edit[]> {
    const all = whole(input);
    const own = results.map(({ index, value, remediation }) => ({ index, value, remediation }) as Fixable);
    return this.#ask({ ask: 'fix', input: all, results: own }, () => []);
  }

  checkSettings(settings: ReviewInput['settings']): Promise<Problem[]> {
    return this.#ask({ ask: 'checkSettings', settings }, (problem) => [problem]);
  }

  /** Ends the worker, with all that it holds, and starts a new one. */
  clear(): void {
    this.#end('the worker was cleared');
    this.#start();
  }

  /** Ends the worker for good. */
  dispose(): void {
    this.#end('the worker was ended');
  }

  #start(): void {
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(url);
    this.#worker = worker;
    this.ready = new Promise((done, failed) => {
      const settled = () => URL.revokeObjectURL(url);
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if ('ready' in data) {
          settled();
          worker.onmessage = (event: MessageEvent<Answer>) => this.#answered(event.data);
          done();
        } else if ('failed' in data) {
          settled();
          failed(new Error(`the module cannot be started: ${data.failed}`));
        }
      };
      worker.onerror = (event) => {
        event.preventDefault();
        settled();
        failed(new Error('the worker cannot be started'));
        if (worker === this.#worker) this.#restart('the review stopped: out of memory, or a mistake in it');
      };
    });
    this.ready.catch(() => undefined);
    worker.postMessage(this.module);
  }

  #restart(message: string): void {
    const had = this.#waiting.size > 0;
    this.#end(message);
    // One that cannot even start is not started again and again.
    if (had) this.#start();
  }

  #end(message: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const one of waiting) one.stopped({ about: 'module', message });
  }

  #answered(answer: Answer): void {
    if (!('id' in answer)) return;
    const waiting = this.#waiting.get(answer.id);
    if ('progress' in answer) return waiting?.progress?.(answer.progress);
    this.#waiting.delete(answer.id);
    waiting?.done(answer.answer);
  }

  #ask<K extends Ask>(
    ask: K,
    stopped: (problem: Problem) => Answers[K['ask']],
    signal?: AbortSignal,
    progress?: (progress: Progress) => void,
  ): Promise<Answers[K['ask']]> {
    const question = { ...ask, id: this.#next++ } as unknown as Question;
    return new Promise((done, failed) => {
      if (signal?.aborted) return failed(signal.reason as Error);
      const aborted = () => {
        failed(signal?.reason as Error);
        setTimeout(() => this.#giveUp(question.id), PATIENCE);
      };
      signal?.addEventListener('abort', aborted, { once: true });
      const settle = () => signal?.removeEventListener('abort', aborted);
      this.#waiting.set(question.id, {
        question,
        progress: (now) => signal?.aborted || progress?.(now),
        done(answer) {
          settle();
          done(answer as Answers[K['ask']]);
        },
        stopped(problem) {
          settle();
          done(stopped(problem));
        },
      });
      if (!this.#worker) return this.#end('the worker was ended');
      this.#post(question);
    });
  }

  /** Sends a question once the worker is ready. */
  #post(question: Question): void {
    const worker = this.#worker;
    const send = () => {
      try {
        if (worker === this.#worker) worker?.postMessage(question);
      } catch {
        const waiting = this.#waiting.get(question.id);
        this.#waiting.delete(question.id);
        waiting?.stopped({ about: 'input', message: 'it holds something that cannot be handed to a worker' });
      }
    };
    this.ready.then(send, () => this.#end('the worker cannot be started'));
  }

  /** Ends the worker if it is still busy with a question that nobody waits for; the others are asked again. */
  #giveUp(id: number): void {
    if (!this.#waiting.delete(id)) return;
    this.#worker?.terminate();
    this.#start();
    for (const one of this.#waiting.values()) this.#post(one.question);
  }
}
