// BroadcastChannel within this thread, which ends with the context that opened it.

type Heard = (event: { data: unknown }) => void;

const open = new Set<KeptChannel>();

export class KeptChannel {
  readonly name: string;
  private readonly listeners: Heard[] = [];

  constructor(name: string) {
    this.name = name;
    open.add(this);
  }

  addEventListener(_type: 'message', heard: Heard): void {
    this.listeners.push(heard);
  }

  postMessage(data: unknown): void {
    for (const other of open) {
      if (other === this || other.name !== this.name) continue;
      for (const heard of other.listeners) queueMicrotask(() => heard({ data }));
    }
  }

  close(): void {
    open.delete(this);
  }
}

/** The channels that are open, by which those of a context are told from the others. */
export function openChannels(): KeptChannel[] {
  return [...open];
}
