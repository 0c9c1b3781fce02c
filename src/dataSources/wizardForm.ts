/** A form of a config wizard, in the format of JSON Forms. https://jsonforms.io/docs */

/** What the wizard renders: data, layout, and initial values. */
export interface WizardForm {
  schema: {
    type: "object";
    properties: Record<string, object>;
    required: string[];
    definitions?: Record<string, object>;
  };
  uiSchema: { type: "VerticalLayout"; elements: object[] };
  data: Record<string, string>;
}

/** Where a control finds its property. @param key as `formKey` makes it */
export const formScope = (key: string): string => `#/properties/${key.replaceAll("/", "~1")}`;
