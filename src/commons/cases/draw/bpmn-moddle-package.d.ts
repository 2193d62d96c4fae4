/** The part of bpmn-moddle we use; the package itself ships types of the elements only. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    readonly $type: string;
    readonly id?: string;
    readonly name?: string;
    get(name: string): ModdleElement[];
  }
  export class BpmnModdle {
    create(type: string, attributes: Readonly<Record<string, unknown>>): ModdleElement;
    toXML(element: ModdleElement, options?: { readonly format?: boolean }): Promise<{ xml: string }>;
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; elementsById: Record<string, ModdleElement>; references: readonly unknown[]; warnings: readonly { message: string }[] }>;
  }
}
