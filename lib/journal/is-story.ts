// Whether what was read outside the database is a story: what stands in storage.local may be years old.

import type { Edit, Story, StoryFacts, StoryStates } from '../story/story.ts';
import { isListOf, isNumber, isObject, isOptional, isString } from './shape.ts';

export function isStory(value: unknown): value is Story {
  return (
    isObject(value) &&
    isString(value['id']) &&
    isListOf(value['aliases'], isString) &&
    isFacts(value['facts']) &&
    isNumber(value['firstSeenAt']) &&
    isNumber(value['arrival']) &&
    isNumber(value['order']) &&
    ['unread', 'listed', 'withdrawnAt', 'missedAt'].every((field) => isOptional(value[field], isNumber)) &&
    isOptional(value['edit'], isEdit) &&
    isStates(value['states'])
  );
}

function isFacts(value: unknown): value is StoryFacts {
  return (
    isObject(value) &&
    ['guid', 'title', 'summary'].every((field) => isString(value[field])) &&
    ['link', 'author'].every((field) => isOptional(value[field], isString)) &&
    ['highlights', 'categories'].every((field) => isListOf(value[field], isString)) &&
    isOptional(value['comments'], isComments) &&
    isOptional(value['publishedAt'], isNumber)
  );
}

function isComments(value: unknown): value is StoryFacts['comments'] {
  return isObject(value) && isString(value['link']) && isOptional(value['count'], isNumber);
}

function isEdit(value: unknown): value is Edit {
  return (
    isObject(value) &&
    isNumber(value['at']) &&
    isOptional(value['title'], isString) &&
    isOptional(value['highlights'], (list) => isListOf(list, isString))
  );
}

function isStates(value: unknown): value is StoryStates {
  return (
    isObject(value) && ['seenAt', 'readAt', 'savedAt'].every((field) => isOptional(value[field], isNumber))
  );
}
