/** What runs in the worker. */
import * as core from './core.js';
import type { Answer, Question } from './protocol.js';

// It has what it needs: from here on nothing in it can reach anything.
const ways = [
  'fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource', 'importScripts', 'Worker',
  'indexedDB', 'caches', 'BroadcastChannel',
];
for (const name of ways) Object.defineProperty(self, name, { value: undefined, configurable: false, writable: false });

const say = (answer: Answer) => postMessage(answer);

self.onmessage = ({ data }: MessageEvent<WebAssembly.Module>) => {
  try {
    core.start(data);
    self.onmessage = ({ data }: MessageEvent<Question>) => say(answer(data));
    say({ ready: true });
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : 'the module cannot be started' });
  }
};

function answer(question: Question): Answer {
  const { id } = question;
  switch (question.ask) {
    case 'review':
      return { id, answer: core.review(question.input, (progress) => say({ id, progress })) };
    case 'fix':
      return { id, answer: core.fix(question.input, question.results) };
    case 'rules':
      return { id, answer: core.rules() };
    case 'checkSettings':
      return { id, answer: core.checkSettings(question.settings) };
  }
}
