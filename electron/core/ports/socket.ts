export interface SocketHandlers {
  onOpen(): void;
  onMessage(text: string): void;
  /** Always the last call; also when the connection never opened. */
  onClose(reason: { readonly code: number; readonly text: string }): void;
}

export interface Socket {
  /** Queues `text`; does nothing once closed. */
  send(text: string): void;
  close(): void;
}

/** Opens text WebSockets. The library's own ping frames are off: brokers ping in their own protocol. */
export interface SocketConnector {
  connect(url: string, handlers: SocketHandlers): Socket;
}
