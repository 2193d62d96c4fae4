import { shorten } from '../text/shorten.ts';
import { fitId } from '../text/token.ts';
import { fitRow, pageOf } from './paging.ts';
import type { Parcel } from './channel.ts';

const buttonTitle = 20;

/** The body of `POST /{phone number id}/messages` for a parcel, within the limits of the Cloud API. */
export function renderWhatsApp(parcel: Parcel): Record<string, unknown> {
  const recipient = parcel.to.kind === 'bsuid' ? { recipient: parcel.to.value } : { to: parcel.to.value.replace(/^\+/, '') };
  return { messaging_product: 'whatsapp', recipient_type: 'individual', ...recipient, ...content(parcel), biz_opaque_callback_data: parcel.id };
}

function content(parcel: Parcel): Record<string, unknown> {
  const { message, template } = parcel;
  if (template) return templateContent(template);
  const choices = pageOf(message.choices ?? [], parcel.page, 10, parcel.list);
  const text = message.link && choices.length > 0 ? `${message.text}\n\n${message.link.title}: ${message.link.url}` : message.text;
  if (choices.length > 0) return { type: 'interactive', interactive: interactive(text, choices) };
  if (message.link) return linkContent(message.text, message.link);
  return { type: 'text', text: { body: shorten(text, 4096), preview_url: false } };
}

function interactive(text: string, choices: Parcel['message']['choices'] & object): Record<string, unknown> {
  const fitsButtons = choices.length <= 3 && choices.every((choice) => choice.title.length <= buttonTitle && !choice.description);
  if (fitsButtons) {
    return { type: 'button', body: { text: shorten(text, 1024) }, action: { buttons: choices.map((choice) => ({ type: 'reply', reply: { id: fitId(choice.id, 64), title: choice.title } })) } };
  }
  const rows = choices.map((choice) => fitRow(choice, { title: 24, description: 72, idBytes: 64 }));
  return { type: 'list', body: { text: shorten(text, 4096) }, action: { button: 'Pilih', sections: [{ rows }] } };
}

function linkContent(text: string, link: { url: string; title: string }): Record<string, unknown> {
  return { type: 'interactive', interactive: { type: 'cta_url', body: { text: shorten(text, 1024) }, action: { name: 'cta_url', parameters: { display_text: shorten(link.title, buttonTitle), url: link.url } } } };
}

function templateContent(template: NonNullable<Parcel['template']>): Record<string, unknown> {
  const parameters = template.params.map((text) => ({ type: 'text', text }));
  return { type: 'template', template: { name: template.name.replaceAll('-', '_'), language: { code: template.language }, ...(parameters.length > 0 ? { components: [{ type: 'body', parameters }] } : {}) } };
}
