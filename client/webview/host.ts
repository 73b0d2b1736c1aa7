/** The way from a page of ours to the extension, and back. */
export interface Host<From, State> {
  send(message: From): void;
  /** What the page keeps while it is hidden, and over a restart of the window. */
  state: State | undefined;
}

interface VsCode {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCode;

/** @param heard of every message of the extension. Messages of other frames are not ours, and are not heard. */
export function connect<From, To, State>(heard: (message: To) => void): Host<From, State> {
  const api = acquireVsCodeApi();
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    // VS Code hands its messages on from within this window; a frame elsewhere has another origin.
    if (event.origin === window.origin && event.isTrusted && isMessage(event.data)) heard(event.data as To);
  });
  return {
    send: (message) => api.postMessage(message),
    get state() {
      return api.getState() as State | undefined;
    },
    set state(state) {
      api.setState(state);
    },
  };
}

const isMessage = (data: unknown): data is { readonly is: string } =>
  typeof data === 'object' && data !== null && 'is' in data && typeof data.is === 'string';
