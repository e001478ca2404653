import { isRefusal, type Refusal } from '@linchpin/domain';
import { CallError } from '@linchpin/service-kit';

/** What a question asks for. @throws {CallError} what was refused. */
export function orFail<Answer>(answer: Answer | Refusal): Answer {
  if (isRefusal(answer)) throw new CallError(answer.code, answer.message, answer.field);
  return answer;
}
