// Times the questions about the staff: 10,000 people of about 10 facts each. Prints medians of 9 in milliseconds.
// Run: LINCHPIN_MONGODB_URL=… node --import tsx --conditions @linchpin/source services/people/bench/questions.bench.ts
