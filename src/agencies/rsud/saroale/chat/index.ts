import type { Messaging } from '#commons/messaging';
import type { Saroale } from '../rooms.ts';
import { bookTask } from './book-task.ts';
import { cancelTask, moveTask } from './change-tasks.ts';
import type { FamilyDoor } from './family.ts';
import { hoursFact } from './hours-fact.ts';
import { attendTask, eraseTask, familyTask, offerTask, statusTask, type Registrar } from './small-tasks.ts';

/** Teaches the house's assistant to hold Saroale's conversations. The menu shows the tasks in this order. */
export function mountChat(floors: { assistant: Registrar; people: FamilyDoor; messaging: { readonly conversations: Pick<Messaging['conversations'], 'erase'> } }, saroale: Saroale): void {
  const { assistant, people, messaging } = floors;
  assistant.task(bookTask(saroale, people));
  assistant.task(statusTask(saroale, people));
  assistant.task(moveTask(saroale, people));
  assistant.task(cancelTask(saroale, people));
  assistant.task(familyTask(saroale, people));
  assistant.task(attendTask(saroale, people));
  assistant.task(offerTask(saroale, people));
  assistant.task(eraseTask(messaging.conversations, people));
  assistant.fact(hoursFact(saroale));
}
