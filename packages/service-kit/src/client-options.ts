import type { ChannelOptions } from '@grpc/grpc-js';

/** How every client connects: it finds a service that came back within a second, and takes answers of up to 16 MB. */
export const clientOptions: ChannelOptions = {
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1000,
  'grpc.max_receive_message_length': 16 * 1024 * 1024,
  'grpc.keepalive_time_ms': 30_000,
  // Retries are ours: bounded by the deadline, and only where nothing answered.
  'grpc.enable_retries': 0,
};
