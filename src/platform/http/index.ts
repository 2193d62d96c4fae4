export { openHttp, type Http } from './server.ts';
export { mountForm, type FormPage } from './form.ts';
export { mountAction, type ActionRoute } from './api.ts';
export { answer, pageContext, wantsPage, type PageContext } from './answer.ts';
export { readPosted, type PostedFile } from './posted.ts';
