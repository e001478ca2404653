export * from './generated/linchpin/platform/v1/log_service.js';
export * from './generated/linchpin/platform/v1/process_service.js';
export * from './generated/linchpin/platform/v1/projection_service.js';
export * from './generated/linchpin/platform/v1/proof_service.js';
