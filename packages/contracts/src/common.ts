export * from './generated/linchpin/common/v1/common.js';
